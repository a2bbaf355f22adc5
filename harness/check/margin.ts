import type { Requirement } from '../schema/requirement.ts';

/** Readings this close to the target, or closer, are "narrow" (design §4.4). */
export const narrowShare = 0.1;

/**
 * Share of the target between value and target, positive on the good side; null for a target of zero. A ratio that
 * must be at least its target is measured in shortfall (1 − ratio): 100 % against 95 % leaves the whole allowance.
 */
export function marginOf(
  value: number,
  requirement: Pick<Requirement, 'comparison' | 'target' | 'unit'>,
): number | null {
  const { comparison, target, unit } = requirement;
  if (comparison === '>=' && unit === 'ratio') return target === 1 ? null : (value - target) / (1 - target);
  if (target === 0) return null;
  return (comparison === '<=' ? target - value : value - target) / Math.abs(target);
}

/** True when `value` is on the good side of the target. */
export function isGood(value: number, requirement: Pick<Requirement, 'comparison' | 'target'>): boolean {
  return requirement.comparison === '<=' ? value <= requirement.target : value >= requirement.target;
}
