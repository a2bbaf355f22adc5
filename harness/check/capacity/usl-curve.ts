import { fitUsl, throughputAt, type UslFit } from '../../stats/usl.ts';
import type { CapacityPoint } from './point.ts';

/** The scalability law over the points of a search, where it has a peak that a point lies past. */
export interface UslCurve {
  readonly fit: UslFit & { readonly knee: NonNullable<UslFit['knee']> };
  /** Points fitted. */
  readonly n: number;
  /** Loads evenly over the measured range and the law's answers a second there; nothing outside of it. */
  readonly line: readonly { readonly load: number; readonly throughput: number }[];
}

const steps = 40;
/**
 * A fall below it is noise. Offered rates past a server's speed give a line that turns level, and least squares draw a peak
 * over its corner that nobody measured: 9 % too high for 150/s out of up to 450/s asked.
 */
const leastFall = 0.05;

/** Points that say what the vendor does: those that the harness itself spoilt are left out. */
export function fittable(points: readonly CapacityPoint[]): readonly CapacityPoint[] {
  return points.filter(({ verdict, servedPerSec }) => verdict !== 'limit' && servedPerSec > 0);
}

/**
 * The universal scalability law fitted over answers a second by load (harness/stats/usl.ts; Gunther 2007). Null below six
 * different loads, where no point lies past the fitted peak (an extrapolation), or where the answers a second at the highest
 * load had not fallen (an artefact of the fit). Pure.
 */
export function uslCurve(points: readonly CapacityPoint[], seed: number): UslCurve | null {
  const usable = fittable(points);
  const fit = fitUsl(
    usable.map(({ load, servedPerSec }) => ({ load, throughput: servedPerSec })),
    seed,
  );
  const knee = fit?.knee;
  if (fit == null || knee == null || !hasFallen(usable)) return null;
  const loads = usable.map(({ load }) => load);
  const from = Math.min(...loads);
  const width = (Math.max(...loads) - from) / steps;
  const law = [fit.lambda.value, fit.sigma.value, fit.kappa.value] as const;
  return {
    fit: { ...fit, knee },
    n: usable.length,
    line: Array.from({ length: steps + 1 }, (_, i) => ({
      load: from + i * width,
      throughput: throughputAt(from + i * width, law),
    })),
  };
}

/** True when the highest load, in the mean of its repeats, was answered less than the best point. */
function hasFallen(points: readonly CapacityPoint[]): boolean {
  const highest = Math.max(...points.map(({ load }) => load));
  const there = points.filter(({ load }) => load === highest).map(({ servedPerSec }) => servedPerSec);
  const mean = there.reduce((sum, served) => sum + served, 0) / there.length;
  return mean < (1 - leastFall) * Math.max(...points.map(({ servedPerSec }) => servedPerSec));
}
