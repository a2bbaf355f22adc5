import jStat from 'jstat';
import { betaQuantile } from './incomplete-beta.ts';

/** Quantile of the standard normal distribution. */
export function normalQuantile(p: number): number {
  return jStat.normal.inv(p, 0, 1);
}

/** P(|Z| ≥ z) of the standard normal distribution; relative error 1e-9. */
export function twoSidedNormal(z: number): number {
  return Math.min(1, 2 * jStat.normal.cdf(-Math.abs(z), 0, 1));
}

/**
 * Quantile of Student's t with `df` > 0 degrees of freedom, which need not be whole: t² = df (1 − x)/x, where
 * I_x(df/2, ½) = 2 · (the smaller tail).
 */
export function studentQuantile(p: number, df: number): number {
  if (p === 0.5) return 0;
  const x = betaQuantile(2 * Math.min(p, 1 - p), df / 2, 0.5);
  const t = Math.sqrt((df * (1 - x)) / x);
  return p > 0.5 ? t : -t;
}
