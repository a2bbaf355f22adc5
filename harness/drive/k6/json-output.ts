import type { MetricContains, MetricType } from '../engine/metrics/sink.ts';

/** One line of `k6 run --out json=-`. */
export type JsonLine =
  | {
      readonly type: 'Metric';
      readonly data: {
        readonly name: string;
        readonly type: MetricType;
        readonly contains: MetricContains;
        readonly thresholds: readonly string[] | null;
        readonly submetrics:
          | readonly { readonly name: string; readonly tags: Readonly<Record<string, string>> | null }[]
          | null;
      };
    }
  | {
      readonly type: 'Point';
      readonly metric: string;
      readonly data: {
        /** RFC 3339 with nanoseconds. */
        readonly time: string;
        readonly value: number;
        readonly tags: Readonly<Record<string, string>> | null;
      };
    };

/** Null for a line that is no output of the JSON output: the summary's text goes to the same stream. */
export function parseJsonLine(text: string): JsonLine | null {
  if (!text.startsWith('{"')) return null;
  try {
    const line = JSON.parse(text) as Partial<JsonLine>;
    const known = (line.type === 'Metric' || line.type === 'Point') && typeof line.data === 'object';
    return known ? (line as JsonLine) : null;
  } catch {
    return null;
  }
}

/** Unix nanoseconds as a float (µs exact) of k6's time stamps. */
export function unixNs(time: string): number {
  const dot = time.indexOf('.');
  if (dot < 0) return Date.parse(time) * 1e6;
  const digits = /^\d+/.exec(time.slice(dot + 1))?.[0] ?? '';
  const zone = time.slice(dot + 1 + digits.length);
  return Date.parse(time.slice(0, dot) + zone) * 1e6 + Number(digits.padEnd(9, '0').slice(0, 9));
}
