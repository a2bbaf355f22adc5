import { type BlockQuantiles, blockQuantiles } from '../../stats/block-quantile.ts';
import type { Histogram } from '../../stats/histogram.ts';
import { sampleFloor } from '../../stats/sample-floor.ts';
import { type MetricMap, timeMetric } from './metric.ts';

/** The ladder of every latency; a percentile below its sample floor has no value (design §4.4). */
export const percentiles = [
  { name: 'p50', p: 0.5, floor: sampleFloor(0.5) },
  { name: 'p90', p: 0.9, floor: sampleFloor(0.9) },
  { name: 'p95', p: 0.95, floor: sampleFloor(0.95) },
  { name: 'p99', p: 0.99, floor: sampleFloor(0.99) },
  { name: 'p999', p: 0.999, floor: sampleFloor(0.999) },
] as const;

/** `<prefix>.{p50,p90,p95,p99,p999,max}`; with blocks, 95 % intervals from their effective sample size. */
export function addLatency(
  metrics: MetricMap,
  prefix: string,
  histogram: Histogram,
  series?: { readonly blocks: readonly Histogram[]; readonly planned: number },
): void {
  const n = histogram.total;
  const quantiles: BlockQuantiles | null =
    series === undefined ? null : blockQuantiles(series.blocks, series.planned);
  for (const { name, p, floor } of percentiles) {
    const value = n >= floor ? histogram.quantile(p) : null;
    metrics.set(
      `${prefix}.${name}`,
      timeMetric(value, n, value === null ? null : (quantiles?.interval(p) ?? null)),
    );
  }
  metrics.set(`${prefix}.max`, timeMetric(n > 0 ? histogram.maxUs : null, n));
}
