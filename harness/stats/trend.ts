import { varianceInflation } from './autocorrelation.ts';
import type { Estimate } from './interval.ts';
import { kendallPValue, kendallS, kendallVariance } from './mann-kendall.ts';
import { medianOf } from './median.ts';
import { normalQuantile } from './quantiles.ts';

/** Below, the normal approximation of Mann–Kendall's S does not hold. */
export const minTrendPoints = 8;

export interface Trend {
  /** Median of all pairwise slopes, per unit of time. */
  readonly slope: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  /** Median of y − slope·t: the fitted value at t = 0. */
  readonly intercept: number;
  /** Two-sided p-value of Mann–Kendall's test of no monotone trend, as if values were independent. */
  readonly independentPValue: number;
  /** The same with the variance that the autocorrelation of the residuals leaves: the one to report. */
  readonly pValue: number;
  /** Factor ≥ 1 on the variance of S. */
  readonly inflation: number;
  /** What the slope amounts to from the first point to the last, in units of the values. */
  readonly change: Estimate;
  /** The same relative to the fitted value at the first point: 1 = doubled. Null where that is not positive. */
  readonly relativeChange: Estimate | null;
}

/**
 * Theil–Sen slope with Sen's interval from Mann–Kendall's variance (ties corrected), both widened for the
 * autocorrelation of the residuals; withstands 29 % outliers. `times` ascending. Null with fewer than 8 points.
 * O(n²): for some hundred blocks.
 * Source: Theil 1950, Sen 1968, Mann 1945, Kendall 1975; variance by effective sample size as in Yue & Wang 2004,
 * with the first-order inflation of autocorrelation.ts. (Hamed & Rao 1998, who sum significant ranks'
 * autocorrelations of either sign, were tried: 7–22 % false alarms at a nominal 5 %, φ ≤ 0.5.)
 */
export function trend(times: readonly number[], values: readonly number[], confidence = 0.95): Trend | null {
  const n = Math.min(times.length, values.length);
  if (n < minTrendPoints) return null;
  const slopes = pairwiseSlopes(times, values, n);
  const slope = medianOf(slopes);
  if (slope === null) return null;
  const residuals = values.map((value, i) => value - slope * (times[i] ?? 0));
  const intercept = medianOf(residuals) ?? 0;
  const inflation = varianceInflation(residuals, 2);
  const sigma = Math.sqrt(kendallVariance(values));
  const spread = normalQuantile((1 + confidence) / 2) * sigma * Math.sqrt(inflation);
  const low = slopes[Math.max(0, Math.floor((slopes.length - spread) / 2) - 1)] ?? slope;
  const high = slopes[Math.min(slopes.length - 1, Math.ceil((slopes.length + spread) / 2))] ?? slope;
  const s = kendallS(values);
  const from = times[0] ?? 0;
  const span = (times[n - 1] ?? 0) - from;
  return {
    slope,
    low,
    high,
    confidence,
    intercept,
    independentPValue: kendallPValue(s, sigma),
    pValue: kendallPValue(s, sigma * Math.sqrt(inflation)),
    inflation,
    change: { value: slope * span, low: low * span, high: high * span, confidence },
    relativeChange: relativeChange(
      times.map((time) => time - from),
      values,
      { slope, low, high },
      confidence,
    ),
  };
}

/** Each slope over the start of its own line: a steeper line starts lower. Null where that is not positive. */
function relativeChange(
  offsets: readonly number[],
  values: readonly number[],
  slopes: { readonly slope: number; readonly low: number; readonly high: number },
  confidence: number,
): Estimate | null {
  const span = offsets.at(-1) ?? 0;
  const over = (candidate: number): number | null => {
    const start = medianOf(values.map((value, i) => value - candidate * (offsets[i] ?? 0)));
    return start !== null && start > 0 ? (candidate * span) / start : null;
  };
  const value = over(slopes.slope);
  return value === null ? null : { value, low: over(slopes.low), high: over(slopes.high), confidence };
}

/** Ascending slopes of all pairs with different times. */
function pairwiseSlopes(times: readonly number[], values: readonly number[], n: number): readonly number[] {
  const slopes: number[] = [];
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) {
      const dt = (times[j] ?? 0) - (times[i] ?? 0);
      if (dt !== 0) slopes.push(((values[j] ?? 0) - (values[i] ?? 0)) / dt);
    }
  }
  return slopes.sort((a, b) => a - b);
}
