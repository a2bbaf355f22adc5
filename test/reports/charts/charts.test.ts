import { describe, expect, test } from 'vitest';
import type { Result } from '../../../harness/schema/result.ts';
import { maxPoints } from '../../../reports/charts/merge-windows.ts';
import { createText } from '../../../reports/locales/translate.ts';
import type { Figure } from '../../../reports/model/blocks.ts';
import { pageModel } from '../../../reports/model/page.ts';
import { standardResult } from '../support/sample-result.ts';
import { emptyResult, failingResult, longResult } from '../support/sample-variants.ts';

const chartIds = [
  'requirement-margins',
  'latency-over-time',
  'latency-distribution',
  'offered-vs-served',
  'ledger-flow',
  'failover-timeline',
  'failover-trials',
  'shift-hours',
  'campaign-rate',
  'order-steps',
  'api-calls',
  'search-stores',
];

function figures(result: Result): Figure[] {
  const page = pageModel(result, createText('en'), []);
  const inSections = page.sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'figure'));
  return page.margins === null ? inSections : [page.margins, ...inSections];
}

const figure = (result: Result, id: string): Figure => {
  const found = figures(result).find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no chart ${id}`);
  return found;
};

test('every chart of the house is drawn, none without data', () => {
  expect(figures(standardResult()).map(({ id }) => id)).toEqual(chartIds);
  expect(figures(emptyResult())).toEqual([]);
});

describe.each([
  ['standard', standardResult()],
  ['failing', failingResult()],
  ['long', longResult()],
])('%s', (_, result) => {
  test.each(chartIds)(
    '%s: named, finite, inside its box, coloured without CSS, with its numbers beside',
    (id) => {
      const { svg, table } = figure(result, id);
      expect(svg).toMatch(new RegExp(`role="img" aria-labelledby="${id}-t ${id}-d"`));
      expect(svg).toMatch(new RegExp(`<title id="${id}-t">[^<]+</title><desc id="${id}-d">[^<]+</desc>`));
      expect(svg).not.toMatch(/NaN|Infinity|undefined|style=/);
      const drawn = [...svg.matchAll(/<(?:path|rect|circle|text)[^>]*>/g)].map(([tag]) => tag);
      expect(drawn.filter((tag) => !/ (fill|stroke)="/.test(tag))).toEqual([]);
      const width = Number(/ width="(\d+)"/.exec(svg)?.[1]);
      const xs = [...svg.matchAll(/ c?x="(-?[\d.]+)"/g)].map((match) => Number(match[1]));
      expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...xs)).toBeLessThanOrEqual(width);
      expect(table.rows.length).toBeGreaterThan(0);
      expect(table.rows.every((row) => row.length === table.columns.length)).toBe(true);
      for (const [, d = ''] of svg.matchAll(/ d="([^"]*)"/g)) {
        expect(d.match(/[ML]/g)?.length ?? 0).toBeLessThanOrEqual(2 * maxPoints + 2);
        expect(d).not.toMatch(/\d\.\d\d/);
      }
    },
  );
});

test('a window without data is a gap in the line, not a bridge', () => {
  const base = standardResult();
  const series = base.series.map((one) =>
    one.id === 'rush.windows'
      ? { ...one, rows: one.rows.map((row, i) => (i === 10 ? row.map((v, c) => (c === 0 ? v : null)) : row)) }
      : one,
  );
  const lines = [
    ...figure({ ...base, series }, 'latency-over-time').svg.matchAll(/class="s1"[^>]* d="([^"]*)"/g),
  ];
  expect(lines[0]?.[1]?.match(/M/g)).toHaveLength(2);
});

test('windows are merged by their worst, never averaged', () => {
  const base = longResult();
  const series = base.series.map((one) =>
    one.id === 'rush.windows'
      ? {
          ...one,
          rows: one.rows.map((row, i) => (i === 101 ? row.map((v, c) => (c === 5 ? 9000 : v)) : row)),
        }
      : one,
  );
  const { table, subtitle } = figure({ ...base, series }, 'latency-over-time');
  expect(table.rows).toHaveLength(160);
  expect(table.rows[33]?.[2]?.text).toBe('9\u00a0s');
  expect(subtitle).toContain('each point is the worst of 3 windows');
});

test('faults on the rush are bands with their name', () => {
  const { svg } = figure(failingResult(), 'latency-over-time');
  expect(svg).toContain('>node killed</text>');
  expect(svg).toMatch(/<desc[^>]*>[^<]*node killed at 2:00\./);
});

test('the timeline shows the worst trial: one that never recovered before one that was slow', () => {
  expect(figure(standardResult(), 'failover-timeline').subtitle).toMatch(/^Trial 3;/);
  expect(figure(failingResult(), 'failover-timeline').subtitle).toMatch(/^Trial 4;/);
});

test('a trial that never recovered is a hollow dot apart; no dot hides another', () => {
  const { svg } = figure(failingResult(), 'failover-trials');
  expect(svg.match(/<circle/g)).toHaveLength(5);
  expect(svg).toContain('not within the watch');
  const dots = [...figure(longResult(), 'failover-trials').svg.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)];
  expect(new Set(dots.map(([, x, y]) => `${x} ${y}`)).size).toBe(30);
});

test('one lost ask among 54,000 is still visible', () => {
  const base = standardResult();
  const one = { value: 1, unit: 'count' as const, n: 54_000, low: null, high: null };
  const rest = { ...one, value: 53_999 };
  const { svg } = figure(
    { ...base, metrics: { ...base.metrics, 'rush.lost': one, 'rush.answered': rest } },
    'ledger-flow',
  );
  const bars = [...svg.matchAll(/class="f6"[^>]* width="([\d.]+)" height="30"/g)];
  expect(Number(bars[0]?.[1])).toBeGreaterThanOrEqual(3);
  expect(svg).toContain('Lost 1<');
});

test('a margin off the scale stands at its end with an arrow; a census says it has none', () => {
  const { svg, table } = figure(failingResult(), 'requirement-margins');
  expect(svg).toContain('counted exactly, no margin');
  expect(table.rows[1]?.[1]?.text).toBe('−1,900\u00a0%');
});
