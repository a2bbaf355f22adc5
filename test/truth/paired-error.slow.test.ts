import { expect, test } from 'vitest';
import { pairedRun } from '../../scripts/bench/support/paired-run.ts';

/** The bar in CI; idle machines do 0.3 (scripts/bench/paired-error.ts prints it beside other tools). */
const barMs = 1;

test('a stub of 50 ms at 200/s that logs its hold: the paired error', async () => {
  const run = await pairedRun(200, 10, 50);
  expect(run.n).toBe(2000);
  expect(run.holdP50Ms).toBeGreaterThanOrEqual(49);
  expect(Math.abs(run.errorP50Ms)).toBeLessThanOrEqual(barMs);
});
