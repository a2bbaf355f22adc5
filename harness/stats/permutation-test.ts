import { seededRandom } from './random.ts';

/** Up to so many splits all are tried. */
const exactSplits = 20_000;
/** Random splits otherwise: a p-value of 0.05 is then known to ± 0.004. */
const randomSplits = 9_999;

export interface PermutationTest {
  /** Mean of b − mean of a. */
  readonly difference: number;
  /** Two-sided: share of splits of the pooled values whose means differ at least as much. */
  readonly pValue: number;
  readonly exact: boolean;
}

/**
 * Permutation test of two means: every split of the pooled values where there are at most 20 000, else 9 999 random
 * ones and the given one. Deterministic for a seed. Null when a sample is empty.
 * Source: Fisher 1935, Pitman 1937; (1 + hits)/(1 + draws): Davison & Hinkley 1997 §4.3.
 */
export function permutationTest(
  a: readonly number[],
  b: readonly number[],
  seed: number,
): PermutationTest | null {
  if (a.length === 0 || b.length === 0) return null;
  const pooled = [...a, ...b];
  const total = sum(pooled);
  const differenceOf = (sumB: number) => sumB / b.length - (total - sumB) / a.length;
  const difference = differenceOf(sum(b));
  // Sums of the same numbers in another order differ in the last bits.
  const bar =
    Math.abs(difference) - 1e-12 * pooled.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const reaches = (sumB: number) => Math.abs(differenceOf(sumB)) >= bar;
  if (binomial(pooled.length, b.length) <= exactSplits) {
    let hits = 0;
    let splits = 0;
    forEachSum(pooled, b.length, (sumB) => {
      splits += 1;
      if (reaches(sumB)) hits += 1;
    });
    return { difference, pValue: hits / splits, exact: true };
  }
  const random = seededRandom(seed);
  let hits = 1;
  for (let draw = 0; draw < randomSplits; draw += 1) {
    let sumB = 0;
    // Fisher–Yates as far as needed.
    for (let i = 0; i < b.length; i += 1) {
      const j = i + Math.floor(random() * (pooled.length - i));
      const held = pooled[i] ?? 0;
      pooled[i] = pooled[j] ?? 0;
      pooled[j] = held;
      sumB += pooled[i] ?? 0;
    }
    if (reaches(sumB)) hits += 1;
  }
  return { difference, pValue: hits / (1 + randomSplits), exact: false };
}

function forEachSum(values: readonly number[], choose: number, visit: (sum: number) => void): void {
  const step = (from: number, left: number, so: number): void => {
    if (left === 0) visit(so);
    for (let i = from; left > 0 && i <= values.length - left; i += 1)
      step(i + 1, left - 1, so + (values[i] ?? 0));
  };
  step(0, choose, 0);
}

function binomial(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= Math.min(k, n - k); i += 1) ways = (ways * (n - Math.min(k, n - k) + i)) / i;
  return ways;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
