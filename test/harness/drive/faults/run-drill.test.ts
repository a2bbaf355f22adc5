import { expect, test } from 'vitest';
import { runFailoverDrill } from '../../../../harness/drive/faults/run-drill.ts';
import type { FaultHealed, FaultInjected } from '../../../../harness/schema/artefacts.ts';
import type { AskLine, MockEvent, PlanEnded } from '../../../../mock-whatsapp/contract/events.ts';
import { isRunning } from '../../../../vendors/kit/descendants.ts';
import { openStage } from './support/stage.ts';
import { toyVendor } from './support/toy-vendor.ts';

test('kills a working node under load, sees it die and the vendor heal itself, twice', async () => {
  const driver = toyVendor({ restart: true });
  const stage = await openStage(driver);
  const before = await driver.processes();
  const steps: string[] = [];
  const trials = await runFailoverDrill({
    ...stage.options,
    trials: 2,
    onProgress: ({ trial, step }) => steps.push(`${trial} ${step}`),
  });

  expect(trials).toMatchObject([
    { trial: 1, plan: 'failover-1', injected: true, recovered: true, healedBy: 'vendor' },
    { trial: 2, plan: 'failover-2', injected: true, recovered: true, healedBy: 'vendor' },
  ]);
  expect(steps.filter((step) => step.startsWith('1'))).toEqual(
    ['baseline', 'choosing', 'injected', 'recovered', 'drained', 'healed'].map((step) => `1 ${step}`),
  );
  const events = await stage.faults();
  const [first, healed, second] = events as [FaultInjected, FaultHealed, FaultInjected];
  expect(first).toMatchObject({
    kind: 'fault.injected',
    fault: 'node-kill',
    signal: 'SIGKILL',
    plan: 'failover-1',
  });
  expect(before.map(({ pid }) => pid)).toContain(first.pid);
  expect(isRunning(first.pid ?? 0)).toBe(false);
  expect(first.openAsks).toBeGreaterThanOrEqual(10);
  expect(first.graphInFlight).toBeGreaterThanOrEqual(20);
  expect(first.exit_ns).toBeGreaterThan(first.sent_ns);
  expect(first.mono_ns).toBe(first.sent_ns);
  expect(healed).toMatchObject({ kind: 'fault.healed', trial: 1, by: 'vendor' });
  expect(healed.healthy_ns).toBeGreaterThan(first.exit_ns ?? 0);
  expect(second.sent_ns).toBeGreaterThan(healed.healthy_ns ?? 0);

  // The load went on after the kill, and what was sent before the stop got its drain.
  const mockEvents = await stage.events<MockEvent>('mock');
  const ended = mockEvents.filter((event): event is PlanEnded => event.kind === 'plan.ended');
  expect(ended.map(({ plan, reason }) => [plan, reason])).toEqual([
    ['failover-1', 'stopped'],
    ['failover-2', 'stopped'],
  ]);
  const asks = (await stage.events<AskLine>('asks')).filter(
    ({ kind, p }) => kind === 'ask' && p === 'failover-1',
  );
  const started = mockEvents.find((event) => event.kind === 'plan.started');
  const exitUs = ((first.exit_ns ?? 0) - (started?.mono_ns ?? 0)) / 1000;
  const later = asks.filter(({ due }) => due > exitUs + 100_000);
  expect(later.length).toBeGreaterThan(50);
  expect(later.filter(({ ans }) => ans !== null).length).toBeGreaterThan(0.9 * later.length);
  expect(asks.filter(({ inj }) => inj === null)).toEqual([]);
  expect((await stage.control.setOptions({ name: 'bench' })).name).toBe('bench');
  const names = (await stage.events<MockEvent>('mock')).flatMap((event) =>
    event.kind === 'mock.options' ? [event.name] : [],
  );
  expect(names.filter((name) => name === 'bench+drill')).toHaveLength(2);
});

test.each([
  ['gateway-kill', 'gateway'],
  ['store-kill', 'store'],
] as const)('%s: that part dies under load, its asks are in a plan of their own', async (fault, role) => {
  const driver = toyVendor({ restart: true });
  const stage = await openStage(driver);
  const pid = (await driver.processes()).find((process) => process.part === role)?.pid;
  const timing = { baselineMs: 700, chooseMs: 3000, afterMs: 600, confirmMs: 600, watchMs: 12_000 };
  // Meta's own pauses between attempts grow: what was refused five times comes again a second later.
  const drain = { quietMs: 400, maxMs: 20_000 };
  const [trial] = await runFailoverDrill({ ...stage.options, fault, timing, drain });
  expect(trial).toMatchObject({
    plan: `drill-${fault}-1`,
    injected: true,
    role,
    pid,
    recovered: true,
    healedBy: 'vendor',
  });
  expect(isRunning(pid ?? 0)).toBe(false);
  const [injected, healed] = (await stage.faults()) as [FaultInjected, FaultHealed];
  expect(injected).toMatchObject({ fault, role, pid, signal: 'SIGKILL', plan: `drill-${fault}-1` });
  expect(healed).toMatchObject({ by: 'vendor' });
  // What came while nobody took it was delivered again: nothing is lost, and every 200 meant something.
  const asks = (await stage.events<AskLine>('asks')).filter(({ kind }) => kind === 'ask');
  const exitUs = ((injected.exit_ns ?? 0) - (await startOf(stage))) / 1000;
  const around = asks.filter(({ due }) => Math.abs(due - exitUs) < 300_000);
  expect(around.length).toBeGreaterThan(50);
  expect(around.filter(({ ans, inj }) => ans === null && inj !== null)).toEqual([]);
  expect(around.some(({ att }) => att > 1)).toBe(true);
});

async function startOf(stage: Awaited<ReturnType<typeof openStage>>): Promise<number> {
  const started = (await stage.events<MockEvent>('mock')).find((event) => event.kind === 'plan.started');
  return started?.mono_ns ?? 0;
}

test('a vendor that does not heal itself is restored by the harness, and the event says so', async () => {
  const stage = await openStage(toyVendor({ restart: false, restorable: true }));
  const timing = { baselineMs: 400, chooseMs: 3000, afterMs: 300, confirmMs: 300, watchMs: 1200 };
  const [trial] = await runFailoverDrill({ ...stage.options, timing });
  expect(trial).toMatchObject({ injected: true, healedBy: 'operator' });
  const [, healed] = (await stage.faults()) as [FaultInjected, FaultHealed];
  expect(healed).toMatchObject({ by: 'operator', healthy_ns: expect.any(Number) });
});

test('a vendor that nobody heals ends the drill', async () => {
  const stage = await openStage(toyVendor({ restart: false }));
  const timing = { baselineMs: 400, chooseMs: 3000, afterMs: 300, confirmMs: 300, watchMs: 900 };
  const trials = await runFailoverDrill({ ...stage.options, trials: 3, timing });
  expect(trials).toMatchObject([{ trial: 1, injected: true, healedBy: 'nobody', restartMs: null }]);
  const [, healed] = (await stage.faults()) as [FaultInjected, FaultHealed];
  expect(healed).toMatchObject({ by: 'nobody', healthy_ns: null });
});

test('a remote vendor is broken by the operator, and only stated', async () => {
  const toy = toyVendor({ restart: true });
  const stage = await openStage(toy);
  const asked: string[] = [];
  const [trial] = await runFailoverDrill({
    ...stage.options,
    driver: null,
    askOperator: async (message) => {
      asked.push(message);
      return { statedNs: process.hrtime.bigint() };
    },
  });
  expect(asked).toEqual([expect.stringMatching(/trial 1: stop one node/)]);
  expect(trial).toMatchObject({ injected: true, pid: null, healedBy: 'nobody' });
  const [injected] = (await stage.faults()) as [FaultInjected];
  expect(injected).toMatchObject({ fault: 'by-operator', pid: null, signal: null, openAsks: null });
});

test('without an operator nothing is injected, and it says so', async () => {
  const stage = await openStage(toyVendor({ restart: true }));
  const [trial] = await runFailoverDrill({ ...stage.options, driver: null });
  expect(trial).toMatchObject({ injected: false, recovered: false });
  const [injected] = (await stage.faults()) as [FaultInjected];
  expect(injected).toMatchObject({ fault: 'by-operator', exit_ns: null });
});

test('an abort ends the plan and puts the options back', async () => {
  const stage = await openStage(toyVendor({ restart: true }));
  const stop = new AbortController();
  const drill = runFailoverDrill({
    ...stage.options,
    signal: stop.signal,
    onProgress: ({ step }) => step === 'injected' && stop.abort(new Error('interrupted')),
  });
  await expect(drill).rejects.toThrow('interrupted');
  const { plans } = await stage.control.state();
  expect(plans.map(({ state }) => state)).not.toContain('playing');
  const options = (await stage.events<MockEvent>('mock'))
    .filter(({ kind }) => kind === 'mock.options')
    .at(-1);
  expect(options).toMatchObject({ name: 'bench' });
});
