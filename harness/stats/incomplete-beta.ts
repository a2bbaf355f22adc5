/**
 * Regularised incomplete beta function I_x(a, b), a and b > 0, relative error below 1e-10 up to a + b = 1e7.
 * Source: continued fraction DLMF 8.17.22, by Lentz's method; its factor in Loader's saddle-point form (Loader 2000,
 * "Fast and accurate computation of binomial probabilities"), since differences of log-gammas lose seven digits
 * where a + b is in the millions: an eight-hour run has four million asks.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x < (a + 1) / (a + b + 2) ? fraction(x, 1 - x, a, b) : 1 - fraction(1 - x, x, b, a);
}

/** The x with I_x(a, b) = p, by bisection down to neighbouring doubles or 1e-15. */
export function betaQuantile(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  while (high - low > 1e-15) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(Bin(n, p) ≤ k) = I_{1−p}(n − k, k + 1). */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return incompleteBeta(1 - p, n - k, k + 1);
}

/** `y` = 1 − x, given apart: near 1 the difference would lose digits. */
function fraction(x: number, y: number, a: number, b: number): number {
  const tiny = 1e-300;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < tiny ? tiny : d);
  let c = 1;
  let value = d;
  // Converges within some multiples of √max(a, b) terms.
  const limit = 1000 + 20 * Math.sqrt(Math.max(a, b));
  for (let m = 1; m < limit; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const term of [even, odd]) {
      d = 1 + term * d;
      d = 1 / (Math.abs(d) < tiny ? tiny : d);
      c = 1 + term / c;
      if (Math.abs(c) < tiny) c = tiny;
      change = c * d;
      value *= change;
    }
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return (Math.exp(logFactor(x, y, a, b)) * value) / a;
}

/** ln(x^a y^b / B(a, b)). */
function logFactor(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  return (
    0.5 * Math.log((a / n) * b) -
    0.5 * Math.log(2 * Math.PI) +
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, n * x) -
    deviance(b, n * y)
  );
}

/** ln Γ(z) − ((z − ½) ln z − z + ½ ln 2π). */
function stirlingError(z: number): number {
  let sum = 0;
  let at = z;
  for (; at < 15; at += 1) sum += (at + 0.5) * Math.log1p(1 / at) - 1;
  const square = at * at;
  return sum + (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / at;
}

/** k ln(k/m) + m − k without cancellation where k is near m. */
function deviance(k: number, m: number): number {
  const v = (k - m) / (k + m);
  if (Math.abs(v) >= 0.1) return k * Math.log(k / m) + m - k;
  let sum = (k - m) * v;
  let term = 2 * k * v;
  for (let j = 1; ; j += 1) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
}
