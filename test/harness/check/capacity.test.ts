import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { capacityPoint } from '../../../harness/check/capacity/point.ts';
import { checkRun } from '../../../harness/check/check-run.ts';
import { loadRequirements } from '../../../harness/check/load-requirements.ts';
import { capacityLines } from '../../../harness/cli/outcome/capacity-lines.ts';
import type { CapacityPlan } from '../../../harness/schema/capacity.ts';
import { scenarioPlan } from '../../../harness/schema/size-plan.ts';
import { Histogram } from '../../../harness/stats/histogram.ts';
import { asset } from '../../../package-root.ts';
import { histogramOf, planRecord } from '../support/artefacts.ts';
import { event, type Line, phase, planEnded, planStarted, runFolder } from '../support/builders.ts';
import { askOf } from '../support/whole-run.ts';

const criteria = { answeredRatio: 0.99, p99Ms: 2300, lossRatio: 0.001 };
const { set } = await loadRequirements(asset('requirements', 'capacity.yaml'));

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

const capacity: CapacityPlan = {
  startPerSec: 25,
  maxPerSec: 2000,
  maxPoints: 20,
  pointMs: 20_000,
  claimPerSec: 50,
  coLocated: true,
  criteria,
};

/** Asks of a server that answers `perSec` a second, one after the other, 5 ms at least. */
function served(plan: string, ratePerSec: number, perSec: number): Line[] {
  let freeMs = 0;
  return Array.from({ length: ratePerSec * 20 }, (_, i) => {
    const due = (i * 1000) / ratePerSec;
    freeMs = Math.max(freeMs, due) + 1000 / perSec;
    return askOf(plan, i, due, Math.max(5, freeMs - due));
  });
}

/** A search whose vendor answers 40 a second, at the rates given. */
function searched(rates: readonly number[], change: Partial<CapacityPlan> = {}): Promise<string> {
  const ids = rates.map((_, i) => `capacity-${String(i + 1).padStart(2, '0')}`);
  const at = (i: number) => 30_000 * i;
  const plan = { ...capacity, ...change };
  const requirements = set.requirements.map((line) =>
    line.metric === 'capacity.sustained.rate' && plan.claimPerSec !== null
      ? { ...line, target: plan.claimPerSec }
      : line,
  );
  return runFolder({
    size: 'standard',
    plan: { scenarios: [scenarioPlan('capacity', 'standard')], capacity: plan },
    requirements,
    events: {
      run: [
        ...phase('capacity', 0, at(rates.length)),
        ...ids.map((id, i) => event('capacity.point', at(i), { plan: id, ratePerSec: rates[i] ?? 0, reason: 'doubling' })),
      ],
      mock: ids.flatMap((id, i) => {
        const asks = (rates[i] ?? 0) * 20;
        return [
          planStarted(id, asks, at(i)),
          planEnded(id, asks, 20_000, { drainEndUs: 60_000_000 }),
        ];
      }),
      asks: ids.flatMap((id, i) => served(id, rates[i] ?? 0, 40)),
    },
  });
}

test('a vendor of 40 a second: sustained up to 38, not 44, collapsed at 160; the claim of 50 is not proven on one machine', async () => {
  const dir = await searched([20, 38, 44, 80, 160]);
  const { result } = await checkRun(dir);
  expect(result.metrics['capacity.sustained.rate']).toMatchObject({ value: 38, low: 38, high: 44 });
  expect(result.metrics['capacity.ideal.rate']?.value).toBeCloseTo(40, 0);
  // At 80/s wait = t: half of the asks wait less than 10 s. At 160/s 3.3 s of load are answered in time.
  expect(result.metrics['capacity.collapse.rate']).toMatchObject({ low: 80, high: 160 });
  const claim = result.requirements.find(({ id }) => id === 'capacity-sustained');
  expect(claim).toMatchObject({ reading: 'not-proven', value: 38, target: 50, reason: { code: 'co-located' } });
  expect(result.verdict).toMatchObject({ outcome: 'open', exitCode: 2 });
  expect(result.validity.state).toBe('valid');
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
  expect(result.requirements[0]).toMatchObject({ reading: 'not-proven', reason: { code: 'rate-not-reached' } });
  expect(capacityLines(result).join('\n')).toMatch(/collapse +not reached/);
});
