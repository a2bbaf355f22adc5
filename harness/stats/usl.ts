import type { Estimate, Interval } from './interval.ts';
import { fitLeastSquares, type ModelPoint, solve } from './levenberg-marquardt.ts';
import { normalQuantile, studentQuantile } from './quantiles.ts';
import { seededRandom } from './random.ts';

/** Three parameters need about six points in practice (Gunther 2007 §4.3). */
export const minUslPoints = 6;
/** Resamples of residuals: the 2.5 % tails rest on 25 fits each. */
const resamples = 1000;

/** One measured load: users, connections or offered rate, and the throughput it gave. */
export interface LoadPoint {
  readonly load: number;
  readonly throughput: number;
}

export interface UslFit {
  /** Throughput per unit of load without contention. */
  readonly lambda: Estimate;
  /** Contention, 0..1: share that has to queue. */
  readonly sigma: Estimate;
  /** Coherency: cost of keeping parts in step, per pair. */
  readonly kappa: Estimate;
  readonly rSquared: number;
  /** Load of highest throughput √((1 − σ)/κ), and that throughput. Null unless a point lies past it. */
  readonly knee: { readonly load: Estimate; readonly throughput: Estimate } | null;
}

type Parameters = readonly [lambda: number, sigma: number, kappa: number];

/**
 * Universal Scalability Law X(N) = λN / (1 + σ(N − 1) + κN(N − 1)), by least squares with λ, σ, κ ≥ 0. Intervals:
 * 95 % by bootstrap of residuals, inflated for the fit; a knee that more than 2.5 % of the
 * resamples do not have is unbounded above. Null below six points at different loads, or where nothing fits.
 * Source: Gunther 2007, "Guerrilla Capacity Planning"; bootstrap: Davison & Hinkley 1997 §7.2.
 */
export function fitUsl(points: readonly LoadPoint[], seed: number): UslFit | null {
  const usable = points.filter(({ load, throughput }) => load > 0 && throughput > 0);
  if (new Set(usable.map(({ load }) => load)).size < minUslPoints) return null;
  const found = fitOnce(usable);
  if (found === null) return null;
  const fitted = usable.map(({ load }) => throughputAt(load, found));
  const drawn = resampleFits(usable, found, seed);
  const change = (value: number, of: (parameters: Parameters) => number): Estimate => ({
    value,
    ...spread(drawn.map(of)),
  });
  const load = kneeOf(found);
  const past = usable.some((point) => point.load > load);
  return {
    lambda: change(found[0], ([lambda]) => lambda),
    sigma: change(found[1], ([, sigma]) => sigma),
    kappa: change(found[2], ([, , kappa]) => kappa),
    rSquared: rSquared(usable, fitted),
    knee: past
      ? {
          load: change(load, kneeOf),
          throughput: change(throughputAt(load, found), peakOf),
        }
      : null,
  };
}

/** Throughput the law gives at a load. */
export function throughputAt(load: number, [lambda, sigma, kappa]: Parameters): number {
  return (lambda * load) / (1 + sigma * (load - 1) + kappa * load * (load - 1));
}

function kneeOf([, sigma, kappa]: Parameters): number {
  if (sigma >= 1) return 1;
  return kappa > 0 ? Math.sqrt((1 - sigma) / kappa) : Number.POSITIVE_INFINITY;
}

/** Highest throughput; without a knee it is λ/σ, approached from below. */
function peakOf(parameters: Parameters): number {
  const load = kneeOf(parameters);
  const [lambda, sigma] = parameters;
  return Number.isFinite(load) ? throughputAt(load, parameters) : lambda / sigma;
}

function fitOnce(points: readonly LoadPoint[], start = startOf(points)): Parameters | null {
  const data = points.map(({ load, throughput }) => ({ x: load, y: throughput }));
  const fit = fitLeastSquares(data, model, start);
  if (fit === null) return null;
  const [lambda = 0, sigma = 0, kappa = 0] = fit;
  return lambda > 0 ? [lambda, sigma, kappa] : null;
}

function model(load: number, [lambda = 0, sigma = 0, kappa = 0]: readonly number[]): ModelPoint {
  const below = 1 + sigma * (load - 1) + kappa * load * (load - 1);
  const value = (lambda * load) / below;
  return {
    value,
    gradient: [load / below, (-value * (load - 1)) / below, (-value * load * (load - 1)) / below],
  };
}

/** Start: N/X = (1 + σ(N−1) + κN(N−1))/λ is linear in 1/λ, σ/λ, κ/λ. */
function startOf(points: readonly LoadPoint[]): readonly number[] {
  const rows = [0, 1, 2].map(() => [0, 0, 0, 0]);
  for (const { load, throughput } of points) {
    const terms = [1, load - 1, load * (load - 1), load / throughput];
    rows.forEach((row, i) => {
      terms.forEach((term, j) => {
        row[j] = (row[j] ?? 0) + (terms[i] ?? 0) * term;
      });
    });
  }
  const [a = 0, b = 0, c = 0] = solve(rows) ?? [];
  const steepest = points.reduce((most, { load, throughput }) => Math.max(most, throughput / load), 0);
  return a > 0 ? [1 / a, Math.max(0, b / a), Math.max(0, c / a)] : [steepest, 0.01, 1e-6];
}

function resampleFits(points: readonly LoadPoint[], start: Parameters, seed: number): Parameters[] {
  const random = seededRandom(seed);
  const fitted = points.map(({ load }) => throughputAt(load, start));
  const n = points.length;
  // Three parameters took their part of the residuals, and few points tell the noise badly: t instead of z.
  const inflate = Math.sqrt(n / (n - 3)) * (studentQuantile(0.975, n - 3) / normalQuantile(0.975));
  const raw = points.map(({ throughput }, i) => throughput - (fitted[i] ?? 0));
  const mean = raw.reduce((sum, value) => sum + value, 0) / n;
  const residuals = raw.map((value) => (value - mean) * inflate);
  const fits: Parameters[] = [];
  for (let draw = 0; draw < resamples; draw += 1) {
    const again = points.map(({ load }, i) => ({
      load,
      throughput: Math.max(1e-9, (fitted[i] ?? 0) + (residuals[Math.floor(random() * n)] ?? 0)),
    }));
    const fit = fitOnce(again, start);
    if (fit !== null) fits.push(fit);
  }
  return fits;
}

/** Middle 95 %; an infinite bound is null. */
function spread(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (p: number) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
  const finite = (value: number | undefined) =>
    value !== undefined && Number.isFinite(value) ? value : null;
  return { low: finite(at(0.025)), high: finite(at(0.975)), confidence: 0.95 };
}

function rSquared(points: readonly LoadPoint[], fitted: readonly number[]): number {
  const mean = points.reduce((sum, { throughput }) => sum + throughput, 0) / points.length;
  let left = 0;
  let all = 0;
  points.forEach(({ throughput }, i) => {
    left += (throughput - (fitted[i] ?? 0)) ** 2;
    all += (throughput - mean) ** 2;
  });
  return all === 0 ? 1 : 1 - left / all;
}
