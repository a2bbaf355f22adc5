import { binomialCdf } from './incomplete-beta.ts';
import type { Interval } from './interval.ts';

export interface RankInterval {
  /** 1-based ranks; null = not enough samples on that side. */
  readonly lowRank: number | null;
  readonly highRank: number | null;
}

/**
 * Distribution-free two-sided interval of the p-quantile of n independent samples, as ranks: greatest l with
 * P(Bin(n, p) ≤ l − 1) ≤ α/2, least u with P(Bin(n, p) ≤ u − 1) ≥ 1 − α/2. Latencies are autocorrelated, so in
 * results this gives floors and labels only; intervals come from block-quantile.ts.
 * Source: David & Nagaraja, Order Statistics, §7.1.
 */
export function quantileRanks(n: number, p: number, confidence = 0.95): RankInterval {
  const tail = (1 - confidence) / 2;
  const low = firstRank(n, (rank) => binomialCdf(rank - 1, n, p) > tail) - 1;
  const high = firstRank(n, (rank) => binomialCdf(rank - 1, n, p) >= 1 - tail);
  return { lowRank: low >= 1 ? low : null, highRank: high <= n ? high : null };
}

/** Interval of the p-quantile of ascending values; a side without enough samples is null. */
export function orderStatisticInterval(ascending: readonly number[], p: number, confidence = 0.95): Interval {
  const { lowRank, highRank } = quantileRanks(ascending.length, p, confidence);
  return {
    low: lowRank === null ? null : (ascending[lowRank - 1] ?? null),
    high: highRank === null ? null : (ascending[highRank - 1] ?? null),
    confidence,
  };
}

/** Least rank in 1..n+1 with `holds`, which turns from false to true once. */
function firstRank(n: number, holds: (rank: number) => boolean): number {
  let low = 1;
  let high = n + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (middle > n || holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
