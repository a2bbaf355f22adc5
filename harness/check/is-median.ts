import type { Requirement } from '../schema/requirement.ts';

/** True for a median over a whole scenario, its steady part or a minute: a few bad seconds do not make it. */
export function isMedian({ checker, metric }: Pick<Requirement, 'checker' | 'metric'>): boolean {
  return checker === 'minute-median' || /^[^.]+(\.steady)?\.(response|service)\.p50$/.test(metric);
}
