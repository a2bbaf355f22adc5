import { parseDuration } from './duration.ts';

/** Reads the fields of one object and collects every problem under its path. */
export interface FieldReader {
  count(key: string, fallback: number | null, least: number): number;
  durationMs(key: string, fallbackMs: number | null, leastMs: number): number;
  text(key: string, fallback: string): string;
  strings(key: string): Record<string, string>;
  /** The raw value of a field that has a reader of its own. */
  raw(key: string): unknown;
  /** Call last: reports keys nobody asked for. */
  done(also: readonly string[]): void;
}

export function readFields(
  source: Readonly<Record<string, unknown>>,
  at: string,
  problems: string[],
): FieldReader {
  const asked = new Set<string>();

  function take(key: string): unknown {
    asked.add(key);
    return source[key] ?? undefined;
  }

  function count(key: string, fallback: number | null, least: number): number {
    const value = take(key);
    if (value === undefined && fallback !== null) return fallback;
    if (value === undefined) problems.push(`${at}.${key}: missing: give a whole number of at least ${least}`);
    else if (typeof value !== 'number' || !Number.isInteger(value) || value < least) {
      problems.push(`${at}.${key}: ${JSON.stringify(value)}: must be a whole number of at least ${least}`);
    } else return value;
    return least;
  }

  function durationMs(key: string, fallbackMs: number | null, leastMs: number): number {
    const value = take(key);
    if (value === undefined && fallbackMs !== null) return fallbackMs;
    const parsed = parseDuration(value);
    if (value === undefined) problems.push(`${at}.${key}: missing: give a duration, e.g. '30s'`);
    else if (parsed === null || parsed < leastMs) {
      problems.push(
        `${at}.${key}: ${JSON.stringify(value)}: must be a duration like '1m30s' of at least ${leastMs} ms`,
      );
    } else return parsed;
    return leastMs;
  }

  function text(key: string, fallback: string): string {
    const value = take(key);
    if (value === undefined) return fallback;
    if (typeof value === 'string' && value !== '') return value;
    problems.push(`${at}.${key}: ${JSON.stringify(value)}: must be a non-empty string`);
    return fallback;
  }

  function strings(key: string): Record<string, string> {
    const value = take(key);
    if (value === undefined) return {};
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      problems.push(`${at}.${key}: must be an object of strings`);
      return {};
    }
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, String(entry)]));
  }

  function done(also: readonly string[]): void {
    for (const key of Object.keys(source)) {
      if (!asked.has(key) && !also.includes(key))
        problems.push(`${at}.${key}: unknown field for this executor`);
    }
  }

  return { count, durationMs, text, strings, raw: take, done };
}
