import type { Metric, Result, Series } from '../../harness/schema/result.ts';
import type { Bad } from '../locales/format.ts';
import type { Text } from '../locales/translate.ts';

/** The metric of that name if it holds a number; a percentile below its sample floor is absent or null. */
export function metric(result: Result, name: string): (Metric & { readonly value: number }) | null {
  const found = Object.hasOwn(result.metrics, name) ? result.metrics[name] : undefined;
  if (found === undefined || found.value === null) return null;
  return { ...found, value: found.value };
}

export const number = (result: Result, name: string): number | null => metric(result, name)?.value ?? null;

/** True when any metric starts with `prefix.`. */
export const measured = (result: Result, prefix: string): boolean =>
  Object.keys(result.metrics).some((name) => name.startsWith(`${prefix}.`));

/** Where the figures of the steady part stand; a result without it has only the whole rush. */
export function steadyPrefix(result: Result): 'rush.steady' | 'rush' {
  return measured(result, 'rush.steady.response') ? 'rush.steady' : 'rush';
}

/** Names of metrics that start with `prefix.`, without the prefix, in stable order. */
export function under(result: Result, prefix: string): string[] {
  return Object.keys(result.metrics)
    .filter((name) => name.startsWith(`${prefix}.`))
    .map((name) => name.slice(prefix.length + 1))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** A shown figure, or the text that says it is missing. */
export function shown(result: Result, text: Text, name: string, absent: string, bad: Bad = 'up'): string {
  const found = metric(result, name);
  return found === null ? absent : text.format.value(found.value, found.unit, bad);
}

/** A series read by column name. */
export interface Columns {
  readonly id: string;
  readonly windowMs: number;
  readonly length: number;
  has(name: string): boolean;
  /** All values of a column; all null when the column is missing. */
  values(name: string): readonly (number | null)[];
}

/** The series of that id, or null when it is missing or has no row. */
export function series(result: Result, id: string): Columns | null {
  const found = result.series.find((candidate) => candidate.id === id);
  return found === undefined || found.rows.length === 0 ? null : columns(found);
}

function columns(source: Series): Columns {
  return {
    id: source.id,
    windowMs: source.windowMs,
    length: source.rows.length,
    has: (name) => source.columns.includes(name),
    values(name) {
      const at = source.columns.indexOf(name);
      return source.rows.map((row) => (at < 0 ? null : (row[at] ?? null)));
    },
  };
}

/** Values that are numbers. */
export const present = (values: readonly (number | null)[]): number[] =>
  values.filter((value): value is number => value !== null && Number.isFinite(value));

/** Largest and smallest of any length of list; spreading into Math.max would overflow the stack. */
export const largest = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.max(a, b), -Infinity);
export const smallest = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.min(a, b), Infinity);
