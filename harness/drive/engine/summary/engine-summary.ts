import type { CheckSummary, MetricSummary, ThresholdSummary } from '../job.ts';
import { aggregate, summaryValues } from '../metrics/aggregate.ts';
import type { Metric, SubMetric } from '../metrics/registry.ts';
import type { ThresholdSet } from '../metrics/thresholds.ts';
import type { TestState } from '../runtime/test-state.ts';

const trendStats = ['count', 'avg', 'min', 'med', 'max', 'p(50)', 'p(90)', 'p(95)', 'p(99)', 'p(99.9)'];

function metricSummary(metric: Metric, sink: SubMetric['sink'], durationMs: number): MetricSummary {
  const { type, contains } = metric;
  return { type, contains, values: summaryValues(sink, trendStats, durationMs) };
}

/** Every observed metric and every sub-metric, by name. */
export function metricSummaries(
  test: TestState,
  durationMs: number,
): Readonly<Record<string, MetricSummary>> {
  const summaries: Record<string, MetricSummary> = {};
  for (const metric of test.registry.all()) {
    if (metric.observed) summaries[metric.name] = metricSummary(metric, metric.sink, durationMs);
    for (const sub of metric.subMetrics) summaries[sub.name] = metricSummary(metric, sub.sink, durationMs);
  }
  return summaries;
}

export function thresholdSummaries(set: ThresholdSet): readonly ThresholdSummary[] {
  return set.thresholds.map(({ metric, expression, ok, value }) => ({
    metric,
    source: expression.source,
    ok,
    value,
  }));
}

export function checkSummaries(test: TestState): readonly CheckSummary[] {
  return [...test.checks.values()].map((check) => ({ ...check }));
}

/** Current total of a counter or share of a rate, for the progress line. */
export function currentValue(test: TestState, name: string, aggregation: string): number {
  const metric = test.registry.get(name);
  return metric === undefined ? 0 : (aggregate(metric.sink, aggregation, 0) ?? 0);
}
