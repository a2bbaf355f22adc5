import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { capacityPoint } from '../../../harness/check/capacity/point.ts';
import { checkRun } from '../../../harness/check/check-run.ts';
import { loadRequirements } from '../../../harness/check/load-requirements.ts';
import { capacityLines } from '../../../harness/cli/outcome/capacity-lines.ts';
import type { CapacityPlan } from '../../../harness/schema/capacity.ts';
import { Histogram } from '../../../harness/stats/histogram.ts';
import { asset } from '../../../package-root.ts';
import { histogramOf, planRecord } from '../support/artefacts.ts';
import { capacityPlan, capacityRun } from '../support/capacity-run.ts';

const { set } = await loadRequirements(asset('requirements', 'capacity.yaml'));
const { criteria } = capacityPlan;
const searched = (rates: readonly number[], change: Partial<CapacityPlan> = {}) =>
  capacityRun(rates, set.requirements, change);

/** Twenty seconds at 100/s of which `answeredPerSec` are answered each second. */
function windows(answeredPerSec: number) {
  return Array.from({ length: 20 }, () => ({
    planned: 100,
    injected: 100,
    answered: answeredPerSec,
    response: new Histogram(),
  }));
}
const point = (change: Parameters<typeof planRecord>[1] = {}) =>
  capacityPoint(100, planRecord('capacity-01', { windows: windows(100), ...change }), criteria);

test('a point that does everything is good', () => {
  expect(point()).toMatchObject({
    verdict: 'good',
    flaws: [],
    servedPerSec: 100,
    growthRatio: 0,
    answeredRatio: 1,
    p99Ms: expect.closeTo(40, 0),
  });
});

test('each criterion by itself makes it bad', () => {
  const flaws = (change: Parameters<typeof planRecord>[1]) => point(change).flaws;
  expect(flaws({ ledger: { answered: 989, late: 11 } })).toEqual(['answered']);
  expect(flaws({ ledger: { answered: 990, late: 10 } })).toEqual([]);
  expect(flaws({ ledger: { answered: 998, lost: 2 } })).toEqual(['loss']);
  const slow = { ...planRecord('x').all, response: histogramOf(2400) };
  expect(flaws({ all: slow })).toEqual(['p99']);
  // 3 of 100 a second are not kept up with: the backlog grows by 3 % although every answer is quick so far.
  expect(flaws({ windows: windows(97) })).toEqual(['backlog']);
  expect(flaws({ windows: windows(99) })).toEqual([]);
});

test('growth: a server at x times its speed leaves (x − 1)/x of what is offered', () => {
  expect(point({ windows: windows(80) }).growthRatio).toBeCloseTo(0.2, 2);
  expect(point({ windows: windows(80) }).servedPerSec).toBe(80);
});

test('fewer than half in time: collapsed', () => {
  expect(point({ ledger: { answered: 499, late: 501 } }).collapsed).toBe(true);
  expect(point({ ledger: { answered: 500, late: 500 } }).collapsed).toBe(false);
});

test.each([
  ['late-asks', { latenessMs: 51 }],
  ['dropped-asks', { ledger: { planned: 1002, dropped: 2 } }],
  ['ledger', { mismatch: { told: 1000, held: 990 } }],
  ['ledger', { ledger: { answered: 990, unknown: 10 } }],
])('%s: the harness’s own end, nobody is judged', (flaw, change) => {
  expect(point({ ...change, windows: windows(50) })).toMatchObject({ verdict: 'limit', flaws: [flaw] });
});

test('a vendor of 40 a second: sustained up to 38, not 44, collapsed at 160; the claim of 50 is not proven on one machine', async () => {
  const dir = await searched([20, 38, 44, 70, 160]);
  const { result } = await checkRun(dir);
  expect(result.metrics['capacity.sustained.rate']).toMatchObject({ value: 38, low: 38, high: 44 });
  expect(result.metrics['capacity.ideal.rate']?.value).toBeCloseTo(40, 0);
  // At 70/s the wait is 0.75 t: two thirds are asked before it is 10 s. At 160/s it is 3 t: a sixth.
  expect(result.metrics['capacity.collapse.rate']).toMatchObject({ low: 70, high: 160 });
  const claim = result.requirements.find(({ id }) => id === 'capacity-sustained');
  expect(claim).toMatchObject({
    reading: 'not-proven',
    value: 38,
    target: 50,
    reason: { code: 'co-located' },
  });
  expect(result.verdict).toMatchObject({ outcome: 'open', exitCode: 2 });
  // This folder is made by hand: no process was sampled, so two checks have nothing to say.
  const open = result.validity.checks.filter((own) => own.moves === 'both' && own.state !== 'ok');
  expect(open.map(({ id, state }) => [id, state])).toEqual([
    ['clock-step', 'unknown'],
    ['sockets', 'unknown'],
  ]);
  const lines = capacityLines(result).join('\n');
  expect(lines).toMatch(/3 +44 +40 .* bad/);
  expect(lines).toMatch(/sustained +38\/s .*, not 44\/s; a proven lower bound/);
  const first = await readFile(join(dir, 'result.json'));
  await rm(join(dir, 'result.json'));
  await checkRun(dir);
  expect(await readFile(join(dir, 'result.json'))).toEqual(first);
});

test('a claim below the sustained rate is met; beyond this machine a claim that was not held is a miss', async () => {
  const reading = async (change: Partial<CapacityPlan>) => {
    const { result } = await checkRun(await searched([20, 38, 44], change));
    return [result.requirements[0]?.reading, result.verdict.exitCode];
  };
  expect(await reading({ claimPerSec: 30 })).toEqual(['meets', 0]);
  expect(await reading({ claimPerSec: 44, coLocated: false })).toEqual(['does-not-meet', 1]);
  expect(await reading({ claimPerSec: 41, coLocated: false })).toEqual(['not-proven', 2]);
});

test('no higher rate failed: at least that much, no collapse', async () => {
  const { result } = await checkRun(await searched([10, 20, 38], { claimPerSec: 60 }));
  expect(result.metrics['capacity.sustained.rate']).toMatchObject({ value: 38, high: null });
  expect(result.metrics['capacity.collapse.rate']?.value).toBeNull();
  expect(result.requirements[0]).toMatchObject({
    reading: 'not-proven',
    reason: { code: 'rate-not-reached' },
  });
  expect(capacityLines(result).join('\n')).toMatch(/collapse +not reached/);
});
