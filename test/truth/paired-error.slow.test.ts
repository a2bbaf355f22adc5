import { expect, test } from 'vitest';
import { pairedRun } from '../../scripts/bench/support/paired-run.ts';
import { machineFloor, pairedBarMs, slowFloorMs } from './support/machine-floor.ts';

/** Idle machines do 0.3 ms (scripts/bench/paired-error.ts prints it beside other tools). */
test('a stub of 50 ms at 200/s that logs its hold: the paired error, beyond what a slow machine adds by itself', async () => {
  const run = await pairedRun(200, 10, 50);
  expect(run.n).toBe(run.asks);
  expect(run.n).toBeGreaterThan(1800);
  expect(run.holdP50Ms).toBeGreaterThanOrEqual(49);
  const errorMs = Math.abs(run.errorP50Ms);
  if (errorMs <= pairedBarMs) return;
  const { p50 } = await machineFloor();
  expect(p50).toBeGreaterThanOrEqual(slowFloorMs);
  expect(errorMs, `bare processes add ${p50} ms`).toBeLessThanOrEqual(p50 + pairedBarMs);
});
