import type { Estimate } from './interval.ts';
import { medianOf } from './median.ts';
import { normalQuantile } from './quantiles.ts';
import { untiedCounts } from './rank-sum.ts';

/** Up to so many values in all the ranks of the interval are exact. */
const exactUpTo = 50;

/**
 * Hodges–Lehmann shift of b against a: median of all differences b − a, with the interval that Mann–Whitney's test
 * would not reject; bounds are null where so few values can't give the confidence (3 against 3 at 95 %). Assumes the
 * same shape on both sides; ties make it careful. Null when a sample is empty.
 * Source: Hodges & Lehmann 1963; interval: Hollander & Wolfe 1999 §4.3.
 */
export function hodgesLehmann(
  a: readonly number[],
  b: readonly number[],
  confidence = 0.95,
): Estimate | null {
  const differences = a.flatMap((x) => b.map((y) => y - x)).sort((x, y) => x - y);
  const value = medianOf(differences);
  if (value === null) return null;
  const rank = lowRank(a.length, b.length, (1 - confidence) / 2);
  if (rank < 1) return { value, low: null, high: null, confidence };
  return {
    value,
    low: differences[rank - 1] ?? null,
    high: differences[differences.length - rank] ?? null,
    confidence,
  };
}

/** Greatest k with P(U ≤ k − 1) ≤ tail. */
function lowRank(m: number, n: number, tail: number): number {
  if (m + n > exactUpTo)
    return Math.floor((m * n) / 2 - normalQuantile(1 - tail) * Math.sqrt((m * n * (m + n + 1)) / 12));
  const counts = untiedCounts(m, n);
  const all = counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  let rank = 0;
  for (const count of counts) {
    below += count;
    if (below / all > tail) return rank;
    rank += 1;
  }
  return rank;
}
