import { incompleteBeta } from './incomplete-beta.ts';

/** LoadGen's confidence; a constant there as here, so nobody shops for a kinder one. */
const loadGenConfidence = 0.99;

/**
 * Rank (1-based) of the early-stopping estimate of the p-quantile of n independent records: the greatest t ≥ 1 with
 * I_p(n − t, t + 1) ≤ 1 − c records may lie above it, and the rank is n − t. With confidence c at least a share p of
 * all records lies at or below that value; it is never below the plain percentile. Null below the sample floor.
 * Source: MLPerf LoadGen early stopping (mlcommons/inference, loadgen/early_stopping.cc), c = 0.99, tolerance 0.
 */
export function conservativeRank(n: number, p: number, c = loadGenConfidence): number | null {
  const passes = (above: number) => incompleteBeta(p, n - above, above + 1) <= 1 - c;
  if (n < 2 || !passes(1)) return null;
  let low = 1;
  let high = n - 1;
  // I_p(n − t, t + 1) = P(Bin(n, 1 − p) ≤ t) rises with t.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (passes(middle)) low = middle;
    else high = middle - 1;
  }
  return n - low;
}
