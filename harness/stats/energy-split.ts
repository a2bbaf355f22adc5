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
  const within = distanceSums(values);
  let best: Split | null = null;
  for (let tau = least; tau <= n - least; tau += 1) {
    const left = within(0, tau);
    for (let kappa = tau + least; kappa <= n; kappa += 1) {
      const right = within(tau, kappa);
      const between = (within(0, kappa) - left - right) / 2;
      const m = tau;
      const k = kappa - tau;
      const energy = (2 * between) / (m * k) - left / (m * (m - 1)) - right / (k * (k - 1));
      const statistic = (energy * m * k) / (m + k);
      if (best === null || statistic > best.statistic) best = { at: tau, statistic };
    }
  }
  return best;
}

/** Sum of |x_i − x_j| over all ordered pairs in [from, to). */
function distanceSums(values: readonly number[]): (from: number, to: number) => number {
  const n = values.length;
  const side = n + 1;
  const sums = new Float64Array(side * side);
  for (let i = 0; i < n; i += 1) {
    const x = values[i] ?? 0;
    let row = 0;
    for (let j = 0; j < n; j += 1) {
      row += Math.abs(x - (values[j] ?? 0));
      sums[(i + 1) * side + j + 1] = (sums[i * side + j + 1] ?? 0) + row;
    }
  }
  const at = (i: number, j: number) => sums[i * side + j] ?? 0;
  return (from, to) => at(to, to) - at(from, to) - at(to, from) + at(from, from);
}
