import { incompleteBeta } from './incomplete-beta.ts';

/**
 * Least number of records below the percentile that must be seen with `t` records above it, so that the share
 * below is at least `p` with confidence `c`: least h with I_p(h, t+1) ≤ 1 − c.
 * Source: MLPerf LoadGen early stopping (mlcommons/inference, early_stopping.md).
 */
export function minPass(t: number, p: number, c: number): number {
  let low = 1;
  let high = 1;
  while (incompleteBeta(p, high, t + 1) > 1 - c) {
    low = high + 1;
    high *= 2;
  }
  // I_p(h, t+1) falls as h grows.
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (incompleteBeta(p, middle, t + 1) <= 1 - c) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Fewest samples from which a percentile is printed: one exceedance at confidence 0.99 (design §4.4).
 * p99: 662, p99.9: 6 636.
 */
export function sampleFloor(p: number, c = 0.99): number {
  return minPass(1, p, c) + 1;
}
