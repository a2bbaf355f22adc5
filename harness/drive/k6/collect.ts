import type { EngineProgress, EngineSummary, MetricSummary } from '../engine/job.ts';
import { aggregate, summaryValues } from '../engine/metrics/aggregate.ts';
import { defineBuiltins } from '../engine/metrics/builtin.ts';
import { createRegistry, type MetricRegistry, type SampleListener } from '../engine/metrics/registry.ts';
import { createSink } from '../engine/metrics/sink.ts';
import { holds, parseThreshold } from '../engine/metrics/threshold-expression.ts';
import type { JsonLine } from './json-output.ts';

const trendStats = ['count', 'avg', 'min', 'med', 'max', 'p(50)', 'p(90)', 'p(95)', 'p(99)', 'p(99.9)'];

/** Folds k6's JSON output into the engine's own metrics: one arithmetic for both engines. */
export interface K6Metrics {
  readonly registry: MetricRegistry;
  add(line: JsonLine): void;
  /** Current value of a built-in metric. */
  read(name: string, aggregation: string): number;
  metrics(durationMs: number): EngineSummary['metrics'];
  /** Thresholds on whole metrics, judged on k6's samples; k6 does not print those of sub-metrics. */
  thresholds(durationMs: number): EngineSummary['thresholds'];
}

export function collectK6Metrics(onCustom: SampleListener): K6Metrics {
  const registry = createRegistry();
  const builtins = defineBuiltins(registry);
  const judged: { readonly metric: string; readonly source: string }[] = [];
  registry.onCustomSample(onCustom);

  function add(line: JsonLine): void {
    if (line.type === 'Metric') {
      const { name, type, contains, thresholds, submetrics } = line.data;
      const metric = registry.define(name, type, contains, !(name in builtins));
      for (const source of thresholds ?? []) judged.push({ metric: name, source });
      for (const sub of submetrics ?? []) {
        metric.subMetrics.push({ name: sub.name, tags: sub.tags ?? {}, sink: createSink(type) });
      }
      return;
    }
    const metric = registry.get(line.metric);
    const tags = line.data.tags ?? {};
    if (metric !== undefined) registry.add(metric, line.data.value, tags, tags.scenario ?? '');
  }

  function read(name: string, aggregation: string): number {
    const metric = registry.get(name);
    return metric === undefined ? 0 : (aggregate(metric.sink, aggregation, 0) ?? 0);
  }

  function metrics(durationMs: number): EngineSummary['metrics'] {
    const found: Record<string, MetricSummary> = {};
    for (const { name, type, contains, observed, sink, subMetrics } of registry.all()) {
      if (observed) found[name] = { type, contains, values: summaryValues(sink, trendStats, durationMs) };
      for (const sub of subMetrics) {
        found[sub.name] = { type, contains, values: summaryValues(sub.sink, trendStats, durationMs) };
      }
    }
    return found;
  }

  return {
    registry,
    add,
    read,
    metrics,
    thresholds: (durationMs) =>
      judged.flatMap(({ metric, source }) => {
        const expression = parseThreshold(source);
        const sink = registry.get(metric)?.sink;
        if (typeof expression === 'string' || sink === undefined) return [];
        const value = aggregate(sink, expression.aggregation, durationMs);
        return [{ metric, source, ok: value !== null && holds(expression, value), value }];
      }),
  };
}

/** The progress line both engines give. */
export function k6Progress(metrics: K6Metrics, elapsedMs: number, exceptions: number): EngineProgress {
  const requests = metrics.read('http_reqs', 'count');
  return {
    kind: 'progress',
    elapsedMs: Math.round(elapsedMs),
    // k6 tells its progress only on a terminal.
    doneRatio: 0,
    vus: metrics.read('vus', 'value'),
    iterations: metrics.read('iterations', 'count'),
    dropped: metrics.read('dropped_iterations', 'count'),
    interrupted: 0,
    exceptions,
    httpRequests: requests,
    httpFailed: Math.round(metrics.read('http_req_failed', 'rate') * requests),
  };
}
