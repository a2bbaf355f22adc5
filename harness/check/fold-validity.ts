import type { RequirementResult, Result } from '../schema/result.ts';
import type { ValidityOutcome } from './validity-outcome.ts';

/** Reasons of a reading in which the harness's own share of the figure is said. */
const shareCodes = new Set(['harness-share', 'misses-with-share']);

/**
 * Invalid when a check that moves figures both ways failed. What only makes a vendor look slower never changes
 * validity by itself; it warns where it touched a figure that misses (design §4.4).
 */
export function foldValidity(
  outcomes: readonly ValidityOutcome[],
  requirements: readonly RequirementResult[],
): Result['validity'] {
  const checks = outcomes.map((outcome) => outcome.check);
  const both = checks.filter((check) => check.moves === 'both');
  if (both.some((check) => check.state === 'failed')) return { state: 'invalid', checks };
  const warned =
    both.some((check) => check.state !== 'ok') ||
    requirements.some((requirement) => shareCodes.has(requirement.reason.code));
  return { state: warned ? 'valid-with-warnings' : 'valid', checks };
}
