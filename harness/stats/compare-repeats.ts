import { hodgesLehmann } from './hodges-lehmann.ts';
import type { Estimate } from './interval.ts';
import { type PermutationTest, permutationTest } from './permutation-test.ts';
import { type MannWhitney, mannWhitney } from './rank-sum.ts';

/** `below-floor`: no difference that matters. */
export type Comparison = 'higher' | 'lower' | 'below-floor' | 'not-proven';

export interface RepeatComparison {
  /** b against a. */
  readonly outcome: Comparison;
  /** Hodges–Lehmann shift b − a. */
  readonly shift: Estimate;
  readonly rankTest: MannWhitney;
  readonly meanTest: PermutationTest;
}

export interface CompareOptions {
  /** Differences smaller than this don't matter, in units of the values; > 0. */
  readonly floor: number;
  readonly seed: number;
  readonly confidence?: number;
}

/**
 * A/B of repeats: one figure per repeat, never the latencies inside one run, which are autocorrelated.
 * `higher`/`lower`: the shift is at least the floor and Mann–Whitney rejects "no difference". `below-floor`: the
 * shift's whole interval is inside ± floor, or a proven shift is smaller than the floor. Else `not-proven`: too few or
 * too noisy repeats; `rankTest.leastPValue` says whether so few repeats could have proved anything.
 * Null when a side is empty.
 * @throws RangeError when the floor is not positive.
 */
export function compareRepeats(
  a: readonly number[],
  b: readonly number[],
  { floor, seed, confidence = 0.95 }: CompareOptions,
): RepeatComparison | null {
  if (!(floor > 0))
    throw new RangeError(`floor is ${floor}; give the least difference that matters, above 0`);
  const shift = hodgesLehmann(a, b, confidence);
  const rankTest = mannWhitney(a, b);
  const meanTest = permutationTest(a, b, seed);
  if (shift === null || rankTest === null || meanTest === null) return null;
  const proven = rankTest.pValue <= 1 - confidence;
  return { outcome: outcomeOf(shift, proven, floor), shift, rankTest, meanTest };
}

function outcomeOf(shift: Estimate, proven: boolean, floor: number): Comparison {
  if (Math.abs(shift.value) < floor) {
    const inside = shift.low !== null && shift.high !== null && shift.low > -floor && shift.high < floor;
    return inside || proven ? 'below-floor' : 'not-proven';
  }
  if (!proven) return 'not-proven';
  return shift.value > 0 ? 'higher' : 'lower';
}
