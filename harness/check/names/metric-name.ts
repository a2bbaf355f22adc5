import type { Metric } from '../../schema/result.ts';

export interface MetricName {
  /** The dotted name; `<…>` stands for a part that varies. */
  readonly name: string;
  readonly unit: Metric['unit'];
  readonly meaning: string;
}

/** Percentiles that latency metrics have. */
export const ladder = '<p50|p90|p95|p99|p999|max>';

/** A name with the unit `count`. */
export function count(name: string, meaning: string): MetricName {
  return { name, unit: 'count', meaning };
}
