/** Where a stretch of a series is split best, and how well. */
export interface Split {
  /** Index of the first value of the right-hand part. */
  readonly at: number;
  /** Weighted energy distance between the parts, ≥ 0 up to sampling error; in units of the values. */
  readonly statistic: number;
}

/**
 * Best split of `values` by the energy statistic with α = 1 (in one dimension it sees any change of distribution,
 * of the mean above all): the maximum over τ and κ of
 *   Q = mk/(m + k) · (2/(mk) ΣΣ|x − y| − 1/(m(m−1)) ΣΣ|x − x'| − 1/(k(k−1)) ΣΣ|y − y'|),
 * x = values[0..τ), y = values[τ..κ), both at least `least` long. κ < n lets a step be seen before a later one
 * takes it back. O(n²) by two-dimensional prefix sums. Null when the stretch is shorter than 2·`least`.
 * Source: Matteson & James 2014, "A nonparametric approach for multiple change point analysis", eq. 5–7.
 */
export function bestSplit(values: readonly number[], least: number): Split | null {
  const n = values.length;
  if (n < 2 * least) return null;
  const side = n + 1;
  const sums = distanceSums(values);
  let at = -1;
  let statistic = Number.NEGATIVE_INFINITY;
  // The innermost of up to 500 shuffles: typed arrays, no calls.
  for (let m = least; m <= n - least; m += 1) {
    const left = sums[m * side + m] ?? 0;
    for (let kappa = m + least; kappa <= n; kappa += 1) {
      const k = kappa - m;
      const leftToBoth = sums[m * side + kappa] ?? 0;
      const right = (sums[kappa * side + kappa] ?? 0) - 2 * leftToBoth + left;
      const energy = (2 * (leftToBoth - left)) / (m * k) - left / (m * (m - 1)) - right / (k * (k - 1));
      const weighted = (energy * m * k) / (m + k);
      if (weighted > statistic) {
        statistic = weighted;
        at = m;
      }
    }
  }
  return { at, statistic };
}

/** Row i, column j ≥ i: sum of |x_a − x_b| over a < i, b < j. */
function distanceSums(values: readonly number[]): Float64Array {
  const x = Float64Array.from(values);
  const n = x.length;
  const side = n + 1;
  const sums = new Float64Array(side * side);
  for (let i = 0; i < n; i += 1) {
    const own = x[i] ?? 0;
    let row = 0;
    for (let j = 0; j < n; j += 1) {
      row += Math.abs(own - (x[j] ?? 0));
      sums[(i + 1) * side + j + 1] = (sums[i * side + j + 1] ?? 0) + row;
    }
  }
  return sums;
}
