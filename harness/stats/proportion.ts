import { betaQuantile } from './incomplete-beta.ts';
import type { Interval } from './interval.ts';

/**
 * Exact two-sided interval of a proportion, k of n.
 * Source: Clopper & Pearson 1934, through beta quantiles. n = 0 tells nothing: 0..1.
 */
export function clopperPearson(k: number, n: number, confidence = 0.95): Interval {
  if (n <= 0) return { low: 0, high: 1, confidence };
  const tail = (1 - confidence) / 2;
  return {
    low: k <= 0 ? 0 : betaQuantile(tail, k, n - k + 1),
    high: k >= n ? 1 : betaQuantile(1 - tail, k + 1, n - k),
    confidence,
  };
}

/** One-sided bound: the true proportion is at most this with the confidence given. */
export function upperBound(k: number, n: number, confidence = 0.95): number {
  if (n <= 0 || k >= n) return 1;
  if (k <= 0) return zeroEventsBound(n, confidence);
  return betaQuantile(confidence, k + 1, n - k);
}

/** One-sided bound: the true proportion is at least this with the confidence given. */
export function lowerBound(k: number, n: number, confidence = 0.95): number {
  if (n <= 0 || k <= 0) return 0;
  if (k >= n) return (1 - confidence) ** (1 / n);
  return betaQuantile(1 - confidence, k, n - k + 1);
}

/** Both one-sided bounds of k of n, each at the confidence given: what a requirement on one side is held against. */
export function oneSidedBounds(k: number, n: number, confidence = 0.95): Interval {
  return { low: lowerBound(k, n, confidence), high: upperBound(k, n, confidence), confidence };
}

/**
 * Upper bound of a rate after n trials without an event: 1 − α^(1/n), about 3/n at 95 % ("rule of three",
 * Hanley & Lippman-Hand 1983).
 */
export function zeroEventsBound(n: number, confidence = 0.95): number {
  return n <= 0 ? 1 : 1 - (1 - confidence) ** (1 / n);
}
