/** Correlation beyond this can't be told from drift within some dozen windows: variance × 7 at most. */
const maxCorrelation = 0.75;

/** Lag-1 autocorrelation about the mean. 0 for a constant series. */
export function lag1(series: readonly number[]): number {
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  let products = 0;
  let squares = 0;
  let last = 0;
  series.forEach((value, i) => {
    const off = value - mean;
    squares += off * off;
    if (i > 0) products += off * last;
    last = off;
  });
  return squares === 0 ? 0 : products / squares;
}

/**
 * Factor ≥ 1 by which positive autocorrelation of first order raises the variance of a mean: (1 + ρ)/(1 − ρ)
 * (Bayley & Hammersley 1946). The estimate of ρ falls short in short series; its expected shortfall, (1 + 4ρ)/n
 * about a mean and (2 + 4ρ)/n about a fitted line (Kendall 1954, Marriott & Pope 1954), is put back.
 * `fitted` = parameters of the location that were taken out: 1 a mean, 2 a line. Correlation below
 * `ignoreBelow` standard errors (1/√n) counts as none: else chance alone widens intervals of independent data.
 */
export function varianceInflation(series: readonly number[], fitted: 1 | 2, ignoreBelow = 0): number {
  const n = series.length;
  const found = n < 8 ? 0 : lag1(series);
  if (found <= 0 || found * Math.sqrt(n) < ignoreBelow) return 1;
  const rho = Math.min(maxCorrelation, (n * found + fitted) / (n - 4));
  return (1 + rho) / (1 - rho);
}
