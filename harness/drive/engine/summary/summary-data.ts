import { summaryValues } from '../metrics/aggregate.ts';
import type { Metric, SubMetric } from '../metrics/registry.ts';
import type { Threshold } from '../metrics/thresholds.ts';
import type { TestState } from '../runtime/test-state.ts';

interface CheckEntry {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly passes: number;
  readonly fails: number;
}
interface GroupEntry {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly groups: GroupEntry[];
  readonly checks: CheckEntry[];
}

export interface SummaryMetric {
  readonly type: string;
  readonly contains: string;
  readonly values: Record<string, number>;
  readonly thresholds?: Record<string, { readonly ok: boolean }>;
}

/** The argument of handleSummary. */
export interface SummaryData {
  readonly root_group: GroupEntry;
  readonly options: {
    readonly summaryTrendStats: readonly string[];
    readonly summaryTimeUnit: string;
    readonly noColor: boolean;
  };
  readonly state: {
    readonly isStdOutTTY: boolean;
    readonly isStdErrTTY: boolean;
    readonly testRunDurationMs: number;
  };
  readonly metrics: Record<string, SummaryMetric>;
  readonly setup_data?: unknown;
}

function rootGroup(test: TestState): GroupEntry {
  const root: GroupEntry = { name: '', path: '', id: '', groups: [], checks: [] };
  for (const { name, path, passes, fails } of test.checks.values()) {
    const groups = path
      .slice(0, path.length - name.length - 2)
      .split('::')
      .slice(1);
    let at = root;
    for (const group of groups) {
      const groupPath = `${at.path}::${group}`;
      let next = at.groups.find((entry) => entry.name === group);
      if (next === undefined) {
        next = { name: group, path: groupPath, id: groupPath, groups: [], checks: [] };
        at.groups.push(next);
      }
      at = next;
    }
    at.checks.push({ name, path, id: path, passes, fails });
  }
  return root;
}

/** Builds what k6 hands to handleSummary. */
export function summaryData(
  test: TestState,
  thresholds: readonly Threshold[],
  durationMs: number,
  setupData: unknown,
): SummaryData {
  const stats = test.options?.summaryTrendStats ?? [];
  const metrics: Record<string, SummaryMetric> = {};

  function add(name: string, metric: Metric, sink: SubMetric['sink']): void {
    const judged = thresholds.filter((threshold) => threshold.metric === name);
    metrics[name] = {
      type: metric.type,
      contains: metric.contains,
      values: summaryValues(sink, stats, durationMs),
      ...(judged.length === 0
        ? {}
        : {
            thresholds: Object.fromEntries(judged.map(({ expression, ok }) => [expression.source, { ok }])),
          }),
    };
  }

  for (const metric of test.registry.all()) {
    const judged = thresholds.some((threshold) => threshold.metric === metric.name);
    if (metric.observed || judged) add(metric.name, metric, metric.sink);
    for (const sub of metric.subMetrics) add(sub.name, metric, sub.sink);
  }
  return {
    root_group: rootGroup(test),
    options: { summaryTrendStats: stats, summaryTimeUnit: '', noColor: true },
    state: { isStdOutTTY: false, isStdErrTTY: false, testRunDurationMs: durationMs },
    metrics,
    ...(setupData === undefined ? {} : { setup_data: setupData }),
  };
}
