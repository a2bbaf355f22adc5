import type { Metric } from '../../schema/result.ts';
import type { Interval } from '../../stats/interval.ts';

export type MetricMap = Map<string, Metric>;

/** Microseconds as milliseconds, kept to the microsecond so files stay short and exact. */
export function toMs(us: number | null): number | null {
  return us === null ? null : Math.round(us) / 1000;
}

/** A plain count, exact: no interval. `n` = the number it was counted over. */
export function countMetric(value: number | null, n: number): Metric {
  return { value, unit: 'count', n, low: null, high: null };
}

export function ratioMetric(value: number | null, n: number, interval: Interval | null): Metric {
  return { value, unit: 'ratio', n, low: interval?.low ?? null, high: interval?.high ?? null };
}

/** A time from µs; an interval, when there is one, also in µs. */
export function timeMetric(us: number | null, n: number, interval: Interval | null = null): Metric {
  return {
    value: toMs(us),
    unit: 'ms',
    n,
    low: toMs(interval?.low ?? null),
    high: toMs(interval?.high ?? null),
  };
}
