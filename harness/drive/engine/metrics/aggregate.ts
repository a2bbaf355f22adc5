import type { Sink, TrendSink } from './sink.ts';

const percentilePattern = /^p\((\d+(?:\.\d+)?)\)$/;

/** Percentile named by `p(N)`; null when the name is no percentile or N is above 100. */
export function percentileOf(aggregation: string): number | null {
  const match = percentilePattern.exec(aggregation);
  if (match === null) return null;
  const value = Number(match[1]);
  return value <= 100 ? value : null;
}

function trendValue(sink: TrendSink, aggregation: string): number | null {
  const count = sink.histogram.total;
  switch (aggregation) {
    case 'avg':
      return count === 0 ? 0 : sink.sum / count;
    case 'min':
      return sink.min;
    case 'max':
      return sink.max;
    case 'count':
      return count;
    case 'med':
      return trendValue(sink, 'p(50)');
    default: {
      const percentile = percentileOf(aggregation);
      if (percentile === null) return null;
      return Math.min(sink.max, Math.max(sink.min, (sink.histogram.quantile(percentile / 100) ?? 0) / 1000));
    }
  }
}

/** One aggregate of a sink as k6 names it; `elapsedMs` turns counters into rates. Null = the sink has no such aggregate. */
export function aggregate(sink: Sink, aggregation: string, elapsedMs: number): number | null {
  switch (sink.type) {
    case 'counter':
      if (aggregation === 'count') return sink.value;
      return aggregation === 'rate' ? (elapsedMs > 0 ? (sink.value * 1000) / elapsedMs : 0) : null;
    case 'gauge':
      return aggregation === 'value' ? sink.value : null;
    case 'rate':
      return aggregation === 'rate' ? (sink.total === 0 ? 0 : sink.trues / sink.total) : null;
    case 'trend':
      return trendValue(sink, aggregation);
  }
}

/** The values of a metric as `handleSummary` gets them. */
export function summaryValues(
  sink: Sink,
  trendStats: readonly string[],
  elapsedMs: number,
): Record<string, number> {
  switch (sink.type) {
    case 'counter':
      return { count: sink.value, rate: aggregate(sink, 'rate', elapsedMs) ?? 0 };
    case 'gauge':
      return { value: sink.value, min: sink.min, max: sink.max };
    case 'rate':
      return {
        rate: aggregate(sink, 'rate', elapsedMs) ?? 0,
        passes: sink.trues,
        fails: sink.total - sink.trues,
      };
    case 'trend':
      return Object.fromEntries(trendStats.map((stat) => [stat, trendValue(sink, stat) ?? 0]));
  }
}
