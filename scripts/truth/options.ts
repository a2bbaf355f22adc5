import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { damageRows } from './damage/index.ts';
import type { TruthRow } from './row.ts';

export const tables = ['defects', 'damage', 'all'] as const;
export type TableName = (typeof tables)[number];

export interface TruthOptions {
  readonly table: TableName;
  readonly rows: readonly string[] | null;
  readonly scaled: boolean;
  /** Folder of an earlier run that is continued. */
  readonly resume: string | null;
  /** Times a row that is not as expected is played again when its run names a disturbance. */
  readonly repeats: number;
  readonly outDir: string;
  /** Writes docs/reference/truth.md at the end. */
  readonly docs: boolean;
  /** Plays nothing: judges the runs that `resume` holds again, totals and page; the other rows are named as not played. */
  readonly judge: boolean;
}

/** Reads the command line. Throws an error that names every problem. */
export function readTruthOptions(argv: readonly string[], known: readonly TruthRow[]): TruthOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      table: { type: 'string', default: 'defects' },
      rows: { type: 'string' },
      scaled: { type: 'boolean', default: false },
      resume: { type: 'string' },
      repeats: { type: 'string', default: '2' },
      out: { type: 'string', default: 'reports/out/truth' },
      docs: { type: 'boolean', default: false },
      judge: { type: 'boolean', default: false },
    },
  });
  const problems: string[] = [];
  const table = tables.find((name) => name === values.table);
  if (table === undefined) problems.push(`--table: ${values.table}: one of ${tables.join(', ')}`);
  const ids = values.rows?.split(',').filter(Boolean) ?? null;
  for (const id of ids ?? [])
    if (!known.some((row) => row.id === id || row.family === id) && !damageRows.some((row) => row.id === id))
      problems.push(`--rows: ${id}: no such row or family`);
  if (values.resume !== undefined && !existsSync(values.resume))
    problems.push(`--resume: ${values.resume}: no such folder`);
  if (values.judge && values.resume === undefined) problems.push('--judge: needs --resume DIR');
  if (values.judge && values.table !== 'defects') problems.push('--judge: only for --table defects');
  const repeats = Number(values.repeats);
  if (!Number.isInteger(repeats) || repeats < 0 || repeats > 5)
    problems.push(`--repeats: ${values.repeats}: a whole number from 0 to 5`);
  if (values.docs && (ids !== null || values.scaled))
    problems.push('--docs: only for a whole table: leave out --rows and --scaled');
  if (problems.length > 0 || table === undefined) throw new Error(problems.join('\n'));
  return {
    table,
    rows: ids,
    scaled: values.scaled,
    resume: values.resume ?? null,
    repeats,
    outDir: values.out,
    docs: values.docs,
    judge: values.judge,
  };
}

/** The rows asked for, by id or family; those of the scaled table only with --scaled, and then no others. */
export function chosenRows(options: TruthOptions, known: readonly TruthRow[]): readonly TruthRow[] {
  return known.filter(
    (row) =>
      options.scaled === (row.scaled === true) &&
      (options.rows === null || options.rows.some((id) => id === row.id || id === row.family)),
  );
}
