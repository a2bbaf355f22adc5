import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkRun } from '../../../harness/check/check-run.ts';
import { describeMetric, metricNames } from '../../../harness/check/metric-names.ts';
import { addPlan } from '../../../harness/check/metrics/plan-metrics.ts';
import { asset } from '../../../package-root.ts';
import { planRecord } from '../support/artefacts.ts';
import { capacityRun } from '../support/capacity-run.ts';
import { killRun, pressureRun } from '../support/drill-run.ts';
import { wholeRun } from '../support/whole-run.ts';
import { widerRun } from '../support/wider-run.ts';

test('every metric a run makes is listed with its unit, and every listed one is made', async () => {
  const made = new Set<string | undefined>();
  for (const dir of [
    await wholeRun(widerRun()),
    await killRun(),
    await pressureRun(),
    await capacityRun([20, 38, 44]),
  ]) {
    const { result } = await checkRun(dir);
    const unknown = Object.entries(result.metrics).filter(
      ([name, { unit }]) => describeMetric(name)?.unit !== unit,
    );
    expect(unknown).toEqual([]);
    for (const name of Object.keys(result.metrics)) made.add(describeMetric(name)?.name);
  }
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
    'drill.flood.recovery.worst',
    'drill.cpu-pressure.lots',
    'rush.response.p98',
    'campaign.response.p99',
    'orders.lost',
  ])
    expect(describeMetric(name), name).toBeNull();
});

test('a closed loop has no response time, no lateness, and no worst minute of either', () => {
  const metrics = new Map();
  addPlan(metrics, planRecord('loop', { model: 'closed' }));
  expect(metrics.get('loop.service.p50').value).toBeGreaterThan(0);
  const times = [...metrics.keys()].filter((name) => /^loop\.(response|lateness)\./.test(name));
  expect(times).toEqual([]);
});

test('times of the engines: open scenarios and scripted asks, under engine.<scenario>; the plan hash is kept', async () => {
  const { result } = await checkRun(await wholeRun());
  expect(result.metrics['engine.orders.http.response.p50']).toMatchObject({ n: 1000, unit: 'ms' });
  expect(result.metrics['engine.orders.http.response.p50']?.value).toBeCloseTo(20, 1);
  expect(result.metrics['engine.shift.ask.answered']).toMatchObject({ value: 2, n: 3 });
  expect(result.metrics['engine.shift.ask.hole.max']).toMatchObject({ value: 2, n: 2 });
  expect(result.provenance.arrivalHashes['engine.orders']).toBe('hash-orders');
});
