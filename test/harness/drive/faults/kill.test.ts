import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { kill } from '../../../../harness/drive/faults/kill.ts';
import { badLimitMs, looksGood } from '../../../../harness/drive/faults/watch-recovery.ts';
import type { PlanStatus } from '../../../../mock-whatsapp/contract/plan.ts';

async function sleeper(): Promise<{ pid: number; exited: Promise<unknown[]> }> {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1e3)']);
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  return { pid: child.pid ?? 0, exited };
}

test('SIGKILL, and the exit is seen', async () => {
  const { pid, exited } = await sleeper();
  const { sentNs, exitNs } = await kill(pid);
  expect(exitNs).toBeGreaterThan(sentNs);
  expect(await exited).toEqual([null, 'SIGKILL']);
});

test('a process that was dead before was not killed', async () => {
  const { pid, exited } = await sleeper();
  process.kill(pid, 'SIGKILL');
  await exited;
  expect((await kill(pid)).exitNs).toBeNull();
});

const status: PlanStatus = {
  id: 'failover-1',
  state: 'playing',
  planned: 1000,
  injected: 500,
  acked: 500,
  answered: 470,
  open: 30,
  duplicated: 0,
  wrong: 0,
  elapsedMs: 3000,
  recentP50Ms: 230,
  recentP99Ms: 400,
};

test('the limit of a bad ask is 1 s or 3 × the baseline p99', () => {
  expect(badLimitMs(null)).toBe(1000);
  expect(badLimitMs(300)).toBe(1000);
  expect(badLimitMs(400)).toBe(1200);
});

test('a second is good when its answers came within the limit and not too many asks are open', () => {
  expect(looksGood(status, 1000, 150)).toBe(true);
  expect(looksGood({ ...status, recentP99Ms: 1001 }, 1000, 150)).toBe(false);
  expect(looksGood({ ...status, recentP99Ms: null }, 1000, 150)).toBe(false);
  // 150/s × 1 s: one more must be older than the limit.
  expect(looksGood({ ...status, open: 151 }, 1000, 150)).toBe(false);
});
