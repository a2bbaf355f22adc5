import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { capacityPoint } from '../../../harness/check/capacity/point.ts';
import { checkRun } from '../../../harness/check/check-run.ts';
import { loadRequirements } from '../../../harness/check/load-requirements.ts';
import { capacityLines } from '../../../harness/cli/outcome/capacity-lines.ts';
import type { AgentPlan, RatePlan } from '../../../harness/schema/capacity.ts';
import { Histogram } from '../../../harness/stats/histogram.ts';
import { asset } from '../../../package-root.ts';
import { histogramOf, planRecord } from '../support/artefacts.ts';
import { agentRun, capacityPlan, capacityRun } from '../support/capacity-run.ts';

const { set } = await loadRequirements(asset('requirements', 'capacity.yaml'));
const { criteria } = capacityPlan;
const searched = (rates: readonly number[], change: Partial<RatePlan> = {}) =>
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
  capacityPoint(
    { load: 100, ratePerSec: 100, agents: null },
    planRecord('capacity-01', { windows: windows(100), ...change }),
    criteria,
  );

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
  const reading = async (change: Partial<RatePlan>) => {
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

const agentSet = (await loadRequirements(asset('requirements', 'capacity-agents.yaml'))).set.requirements;

test('agents: all must be at work, and operations may fail no more often than messages are lost', () => {
  const judged = (work: { agents: number; operations: number; failed: number } | null, engineDelayMs = 1) =>
    capacityPoint(
      { load: 80, ratePerSec: 100, agents: { work, engineDelayMs } },
      planRecord('capacity-01', { windows: windows(100) }),
      criteria,
    );
  expect(judged({ agents: 80, operations: 2000, failed: 2 })).toMatchObject({ verdict: 'good', load: 80 });
  expect(judged({ agents: 80, operations: 2000, failed: 3 }).flaws).toEqual(['operations']);
  expect(judged({ agents: 79, operations: 2000, failed: 0 }).flaws).toEqual(['agents-missing']);
});

test('agents: what their engine did not do, or did late, is no verdict on the vendor', () => {
  const judged = (
    work: null | { agents: number; operations: number; failed: number },
    engineDelayMs: number,
  ) =>
    capacityPoint(
      { load: 80, ratePerSec: 100, agents: { work, engineDelayMs } },
      planRecord('capacity-01', { windows: windows(50) }),
      criteria,
    );
  const work = { agents: 80, operations: 900, failed: 0 };
  expect(judged(null, 1)).toMatchObject({ verdict: 'limit', flaws: ['no-agent-record'] });
  expect(judged(work, 51)).toMatchObject({ verdict: 'limit', flaws: ['slow-engine'] });
  expect(judged(work, 50)).toMatchObject({ verdict: 'bad', flaws: ['backlog'] });
});

test('agents: the same vendor keeps up with 38 at one ask a second each; the claim of 50 is held against it', async () => {
  const reading = async (change: Partial<AgentPlan>) => {
    const { result } = await checkRun(await agentRun([20, 38, 44, 70, 160], agentSet, change));
    return result;
  };
  const result = await reading({});
  expect(result.metrics['capacity.sustained.agents']).toEqual({
    value: 38,
    unit: 'count',
    n: 1,
    low: 38,
    high: 44,
  });
  expect(result.metrics['capacity.ideal.agents']?.value).toBe(40);
  expect(result.metrics['capacity.collapse.agents']).toMatchObject({ low: 70, high: 160 });
  expect(result.metrics['capacity.sustained.rate']).toBeUndefined();
  expect(result.requirements[0]).toMatchObject({
    id: 'capacity-agents',
    reading: 'not-proven',
    reason: { code: 'co-located-agents', values: { value: 38, target: 50, high: 44 } },
  });
  const lines = capacityLines(result).join('\n');
  expect(lines).toMatch(/3 +44 +0 +44 +40 .* bad/);
  expect(lines).toMatch(/sustained +38 \(good at 1 of 1 points\), not 44; a proven lower bound/);
  expect((await reading({ coLocated: false })).requirements[0]?.reading).toBe('does-not-meet');
  expect((await reading({ claimAgents: 30 })).requirements[0]?.reading).toBe('meets');
  expect((await reading({ claimAgents: 41 })).requirements[0]).toMatchObject({
    reading: 'not-proven',
    reason: { code: 'agents-not-reached' },
  });
});

test('agents at half the pace are worth half the rate: ideal is told in agents', async () => {
  const { result } = await checkRun(await agentRun([20, 38, 44], agentSet, { asksPerAgentMinute: 30 }));
  expect(result.metrics['capacity.ideal.agents']?.value).toBe(80);
});
