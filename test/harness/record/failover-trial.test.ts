import { expect, test } from 'vitest';
import type { TrialRecord } from '../../../harness/record/artefacts.ts';
import { foldRun } from '../../../harness/record/fold-run.ts';
import type { FaultInjected } from '../../../harness/schema/artefacts.ts';
import { event, type Line, planEnded, planStarted, runFolder } from '../support/builders.ts';
import { askOf } from '../support/whole-run.ts';

const killMs = 10_000;
const loadEndMs = 30_000;

interface Story {
  /** Answer time in ms of the ask due at `dueMs`; null = never. */
  readonly took: (dueMs: number) => number | null;
  readonly injected?: Partial<FaultInjected>;
  readonly healed?: object;
  readonly loadEndMs?: number;
}

/** One trial at 10 asks/s: an ask is due every 100 ms, the node is dead at 10 s. */
async function trial(story: Story): Promise<TrialRecord> {
  const end = story.loadEndMs ?? loadEndMs;
  const asks: Line[] = [];
  for (let i = 0; i * 100 < end; i += 1) asks.push(askOf('failover-1', i, i * 100, story.took(i * 100)));
  const ns = (ms: number) => 1e9 + ms * 1e6;
  const dir = await runFolder({
    scenarios: ['failover'],
    events: {
      run: [],
      mock: [planStarted('failover-1', asks.length), planEnded('failover-1', asks.length, end)],
      asks,
      faults: [
        event('fault.injected', killMs, {
          trial: 1,
          fault: 'node-kill',
          plan: 'failover-1',
          role: 'node-1',
          pid: 42,
          signal: 'SIGKILL',
          sent_ns: ns(killMs),
          exit_ns: ns(killMs),
          openAsks: 12,
          graphInFlight: 30,
          ...story.injected,
        }),
        event('fault.healed', killMs + 4000, {
          trial: 1,
          by: 'vendor',
          healthy_ns: ns(killMs + 4000),
          ...story.healed,
        }),
      ],
    },
  });
  const [only] = (await foldRun(dir)).trials;
  if (only === undefined) throw new Error('no trial');
  return only;
}

test('nobody notices: recovery 0, nothing detected, nothing in flight', async () => {
  const calm = await trial({ took: () => 50 });
  expect(calm).toMatchObject({
    injected: true,
    baselineP99Ms: 50,
    badAskLimitMs: 1000,
    badAsks: 0,
    detectMs: null,
    recoveryMs: 0,
    drainedMs: 0,
    inFlightWorstMs: null,
    lost: 0,
    restartMs: 4000,
    restoredBy: 'vendor',
  });
  // The kill falls on 10 s; the ask due then is answered 50 ms later; answers then come every 100 ms.
  expect(calm.longestGapMs).toBe(100);
});

test('asks due within 3 s after the kill wait for its end: recovery 2.0 s, drained 3.05 s', async () => {
  // Due at 10.0 … 12.9 s, all answered at 13.05 s. Those due until 12.0 s waited more than a second.
  const outage = await trial({ took: (due) => (due >= killMs && due < 13_000 ? 13_050 - due : 50) });
  // 10.0, 10.1 … 12.0 s.
  expect(outage.badAsks).toBe(21);
  expect(outage.detectMs).toBe(0);
  expect(outage.recoveryMs).toBe(2000);
  expect(outage.drainedMs).toBe(3050);
  expect(outage.longestGapMs).toBe(3050);
});

test('only asks in flight are hit: recovery 0, their slowest answer told', async () => {
  // Due at 9.9 s, still open at 10 s, answered after 4 s.
  const hit = await trial({ took: (due) => (due === 9900 ? 4000 : 50) });
  expect(hit).toMatchObject({
    badAsks: 1,
    detectMs: 0,
    recoveryMs: 0,
    inFlightWorstMs: 4000,
    drainedMs: 3900,
  });
});

test('the limit of a bad ask is three times the baseline p99 when that is above a second', async () => {
  const slow = await trial({ took: (due) => (due < 8000 ? 500 : 1400) });
  expect(slow.baselineP99Ms).toBe(1400);
  expect(slow.badAskLimitMs).toBe(4200);
  expect(slow.badAsks).toBe(0);
});

test('a lost ask is bad and counts as lost', async () => {
  const lossy = await trial({ took: (due) => (due === 12_000 ? null : 50) });
  expect(lossy).toMatchObject({ badAsks: 1, recoveryMs: 2000, detectMs: 2000, lost: 1 });
});

test('still bad within the last 5 s of the load: recovery is not confirmed, only a lower bound is known', async () => {
  const never = await trial({ took: (due) => (due >= killMs ? null : 50) });
  expect(never.recoveryMs).toBeNull();
  expect(never.recoveryAtLeastMs).toBe(19_900);
  expect(never.drainedMs).toBeNull();
});

test('no exit seen: the fault was not injected and nothing is measured', async () => {
  const idle = await trial({ took: () => 50, injected: { exit_ns: null } });
  expect(idle).toMatchObject({ injected: false, recoveryMs: null, badAsks: 0, baselineP99Ms: null });
});

test('a load that ends with the kill proves no recovery', async () => {
  const short = await trial({ took: () => 50, loadEndMs: killMs });
  expect(short.recoveryMs).toBeNull();
});
