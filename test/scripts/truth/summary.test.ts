import { expect, test } from 'vitest';
import { asExpected, type Cell, failedRow, type RowResult } from '../../../scripts/truth/judge-row.ts';
import type { TruthRow } from '../../../scripts/truth/row.ts';
import { summarise } from '../../../scripts/truth/summary.ts';

const cell = (expected: Cell['expected'], read: Cell['read']): Cell => ({
  requirement: 'r',
  metric: 'rush.lost',
  expected,
  read,
  value: 1,
});

const row = (change: Partial<RowResult> = {}): RowResult => ({
  id: 'row',
  family: 'f',
  covers: [],
  what: '',
  validity: 'valid',
  notable: [],
  repeats: 0,
  seconds: 1,
  measures: [],
  cells: [cell('does-not-meet', 'does-not-meet'), cell('meets', 'meets')],
  defects: [{ defect: 'drop', found: true }],
  failure: null,
  ...change,
});

test('all found, nobody else accused: every bar held', () => {
  expect(summarise([row()])).toMatchObject({ recall: 1, precision: 1, passed: true, repeated: [] });
});

test('one of two defects missed halves recall; one of two accusations wrong halves precision', () => {
  const missed = row({
    cells: [cell('does-not-meet', 'meets')],
    defects: [{ defect: 'drop', found: false }],
  });
  const wrong = row({ cells: [cell('meets', 'does-not-meet')], defects: [] });
  const summary = summarise([row(), missed, wrong]);
  expect(summary).toMatchObject({ recall: 0.5, precision: 0.5, falseAlarmRatio: 1, passed: false });
});

test('a cell that is not proven accuses nobody and is counted', () => {
  const summary = summarise([row({ cells: [cell('meets', 'not-proven')], defects: [] })]);
  expect(summary).toMatchObject({ precision: 1, undecided: 1, falseAlarmRatio: 0, agreeing: 0 });
});

test('an invalid row, a run that did not end and a figure that is off each miss the bars', () => {
  const planted = { id: 'row', family: 'f', covers: [], what: '', defects: { drop: ['r'] } };
  const measure = {
    name: 'lost',
    unit: 'count' as const,
    nominal: 20,
    planted: 20,
    measured: 21,
    low: null,
    high: null,
    allowed: 0,
    ok: false,
    error: 0.05,
  };
  const rows = [
    row({ validity: 'invalid' }),
    failedRow(planted as unknown as TruthRow, 'exit 69', 3),
    row({ measures: [measure] }),
  ];
  expect(rows.map(asExpected)).toEqual([false, false, false]);
  expect(rows.map((own) => summarise([own]).passed)).toEqual([false, false, false]);
  expect(asExpected(row())).toBe(true);
});

test('a row played again is named', () => {
  expect(summarise([row({ repeats: 1 })]).repeated).toEqual(['row']);
});
