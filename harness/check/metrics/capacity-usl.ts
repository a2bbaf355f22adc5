import type { Metric, Series } from '../../schema/result.ts';
import type { Estimate } from '../../stats/interval.ts';
import { minUslPoints } from '../../stats/usl.ts';
import type { CapacityPoint } from '../capacity/point.ts';
import { fittable, type UslCurve, uslCurve } from '../capacity/usl-curve.ts';
import { countMetric, type MetricMap, ratioMetric } from './metric.ts';

/** `capacity.usl.*`: how many loads there were to fit over, and the coefficients where a point lies past the peak. */
export function addUsl(metrics: MetricMap, points: readonly CapacityPoint[], seed: number): void {
  const usable = fittable(points);
  const loads = new Set(usable.map(({ load }) => load)).size;
  metrics.set('capacity.usl.loads', countMetric(loads, minUslPoints));
  const curve = uslCurve(points, seed);
  if (curve === null) return;
  const { fit, n } = curve;
  const add = (name: string, unit: Metric['unit'], { value, low, high }: Estimate) =>
    metrics.set(`capacity.usl.${name}`, { value: kept(value), unit, n, low: kept(low), high: kept(high) });
  add('lambda', 'per-second', fit.lambda);
  add('sigma', 'ratio', fit.sigma);
  add('kappa', 'ratio', fit.kappa);
  metrics.set('capacity.usl.r_squared', ratioMetric(kept(fit.rSquared), n, null));
  add('peak_load', 'count', fit.knee.load);
  add('peak_throughput', 'per-second', fit.knee.throughput);
}

/** The curve over the measured loads, for the chart. */
export function uslSeries({ line }: UslCurve): Series {
  return {
    id: 'capacity.usl',
    windowMs: 0,
    columns: ['load', 'throughput'],
    rows: line.map(({ load, throughput }) => [kept(load), kept(throughput)]),
  };
}

/** Six significant digits: coefficients are as small as 1e-6. */
function kept(value: number): number;
function kept(value: number | null): number | null;
function kept(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6));
}
