import jStat from 'jstat';
import { medianOf } from './median.ts';

export interface Trend {
  /** Median of all pairwise slopes, per unit of time. */
  readonly slope: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  /** Median of y − slope·t: the fitted value at t = 0. */
  readonly intercept: number;
  /** Two-sided p-value of Mann–Kendall's test of no monotone trend. */
  readonly pValue: number;
}

/**
 * Theil–Sen slope with Sen's interval from Mann–Kendall's variance (ties corrected); withstands 29 % outliers.
 * Null with fewer than 8 points: the normal approximation does not hold below.
 * Source: Theil 1950, Sen 1968, Mann 1945, Kendall 1975. O(n²): for some hundred blocks.
 */
export function trend(times: readonly number[], values: readonly number[], confidence = 0.95): Trend | null {
  const n = Math.min(times.length, values.length);
  if (n < 8) return null;
  const slopes: number[] = [];
  let s = 0;
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) {
      const dt = (times[j] ?? 0) - (times[i] ?? 0);
      const dy = (values[j] ?? 0) - (values[i] ?? 0);
      s += Math.sign(dy) * Math.sign(dt);
      if (dt !== 0) slopes.push(dy / dt);
    }
  }
  slopes.sort((a, b) => a - b);
  const slope = medianOf(slopes);
  if (slope === null) return null;
  const sigma = Math.sqrt(kendallVariance(values));
  const z = jStat.normal.inv(1 - (1 - confidence) / 2, 0, 1);
  const low = slopes[Math.max(0, Math.floor((slopes.length - z * sigma) / 2) - 1)] ?? slope;
  const high = slopes[Math.min(slopes.length - 1, Math.ceil((slopes.length + z * sigma) / 2))] ?? slope;
  const intercept = medianOf(values.map((value, i) => value - slope * (times[i] ?? 0))) ?? 0;
  return { slope, low, high, confidence, intercept, pValue: kendallPValue(s, sigma) };
}

/** Var(S) = (n(n−1)(2n+5) − Σ t(t−1)(2t+5)) / 18 over groups of t equal values. */
export function kendallVariance(values: readonly number[]): number {
  const n = values.length;
  const ties = new Map<number, number>();
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
  let variance = n * (n - 1) * (2 * n + 5);
  for (const t of ties.values()) variance -= t * (t - 1) * (2 * t + 5);
  return variance / 18;
}

function kendallPValue(s: number, sigma: number): number {
  if (sigma === 0 || s === 0) return 1;
  const z = (Math.abs(s) - 1) / sigma;
  return Math.min(1, 2 * (1 - jStat.normal.cdf(z, 0, 1)));
}
