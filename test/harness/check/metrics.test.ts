import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkRun } from '../../../harness/check/check-run.ts';
import { describeMetric, metricNames } from '../../../harness/check/metric-names.ts';
import { asset } from '../../../package-root.ts';
import { wholeRun } from '../support/whole-run.ts';

test('every metric a run makes is listed with its unit, and every listed one is made', async () => {
  const { result } = await checkRun(await wholeRun());
  const unknown = Object.entries(result.metrics).filter(
    ([name, { unit }]) => describeMetric(name)?.unit !== unit,
  );
  expect(unknown).toEqual([]);
  const made = new Set(Object.keys(result.metrics).map((name) => describeMetric(name)?.name));
  expect(metricNames.filter(({ name }) => !made.has(name)).map(({ name }) => name)).toEqual([]);
});

test('docs/reference/metrics.md lists the same names: run scripts/metrics-table.ts when this fails', () => {
  const page = readFileSync(asset('docs', 'reference', 'metrics.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const listed = rows.map((row) =>
    /^\| `([^`]+)` \| (\S+) \|/.exec(row)?.slice(1, 3).join(' ').replaceAll('\\|', '|'),
  );
  expect(listed).toEqual(metricNames.map(({ name, unit }) => `${name} ${unit}`));
});

test('other names are refused', () => {
  for (const name of [
    'rush.lots',
    'rush',
    'shift.lost',
    'media.response.p99',
    'failover.recovery.mean',
    'rush.response.p98',
  ])
    expect(describeMetric(name), name).toBeNull();
});

test('the largest store is told twice; growth is its p95 over that of the next smaller one', async () => {
  const { result } = await checkRun(await wholeRun());
  const { metrics } = result;
  expect(metrics['search.largest.messages']?.value).toBe(50_000);
  expect(metrics['search.largest.response.p95']).toEqual(metrics['search.50k.response.p95']);
  // Every search takes 5 ms in the small store and 6 ms in the large one.
  expect(metrics['search.ratio']?.value).toBeCloseTo(1.2, 2);
  expect(metrics['search.recall']).toMatchObject({ value: 1, n: 180, high: 1 });
  // No wrong result in 180: the lower bound is 0.05^(1/180) = 0.9835.
  expect(metrics['search.recall']?.low).toBeCloseTo(0.05 ** (1 / 180), 4);
  expect(metrics['search.50k.load']?.value).toBe(800);
  expect(metrics['api.error_ratio']).toMatchObject({ value: 0, n: 510 });
  expect(metrics['api.call.cart-link.count']?.value).toBe(51);
  expect(metrics['api.step2.count']?.value).toBe(170);
});
