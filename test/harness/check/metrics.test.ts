import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkRun } from '../../../harness/check/check-run.ts';
import { describeMetric, metricNames } from '../../../harness/check/metric-names.ts';
import { addPlan } from '../../../harness/check/metrics/plan-metrics.ts';
import { asset } from '../../../package-root.ts';
import { planRecord } from '../support/artefacts.ts';
import { agentRun, capacityRun, fallingVendor } from '../support/capacity-run.ts';
import { killRun, pressureRun } from '../support/drill-run.ts';
import { wholeRun } from '../support/whole-run.ts';
import { widerRun } from '../support/wider-run.ts';

test('every metric a run makes is listed with its unit, and every listed one is made', async () => {
  const made = new Set<string | undefined>();
  for (const dir of [
    await wholeRun(widerRun()),
    await killRun(),
    await pressureRun(),
    await capacityRun([5, 10, 20, 38, 44, 70, 160], [], {}, fallingVendor),
    await agentRun([20, 38, 44]),
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
