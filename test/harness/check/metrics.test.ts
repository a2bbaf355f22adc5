import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkRun } from '../../../harness/check/check-run.ts';
import { describeMetric, metricNames } from '../../../harness/check/metric-names.ts';
import { asset } from '../../../package-root.ts';
import { wholeRun } from '../support/whole-run.ts';
import { widerRun } from '../support/wider-run.ts';

test('every metric a run makes is listed with its unit, and every listed one is made', async () => {
  const { result } = await checkRun(await wholeRun(widerRun()));
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
    'campaign.response.p99',
    'orders.lost',
  ])
    expect(describeMetric(name), name).toBeNull();
});
