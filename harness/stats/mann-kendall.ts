import { twoSidedNormal } from './quantiles.ts';

/** Mann–Kendall's S: pairs that rise minus pairs that fall, in the order given. */
export function kendallS(values: readonly number[]): number {
  let s = 0;
  for (let i = 0; i < values.length; i += 1)
    for (let j = i + 1; j < values.length; j += 1) s += Math.sign((values[j] ?? 0) - (values[i] ?? 0));
  return s;
}

/** Var(S) of independent values = (n(n−1)(2n+5) − Σ t(t−1)(2t+5)) / 18 over groups of t equal values. */
export function kendallVariance(values: readonly number[]): number {
  const n = values.length;
  const ties = new Map<number, number>();
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
  let variance = n * (n - 1) * (2 * n + 5);
  for (const t of ties.values()) variance -= t * (t - 1) * (2 * t + 5);
  return variance / 18;
}

/** Two-sided p-value of S by the normal approximation with continuity correction; n ≥ 8. Source: Kendall 1975. */
export function kendallPValue(s: number, sigma: number): number {
  return sigma === 0 || s === 0 ? 1 : twoSidedNormal((Math.abs(s) - 1) / sigma);
}
