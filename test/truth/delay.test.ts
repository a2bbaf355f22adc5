import { test } from 'vitest';
import { expectComplete, expectDelay } from './support/expectations.ts';
import { stubHolds } from './support/holds.ts';
import { steadyRun } from './support/steady-run.ts';
import { stubFolder } from './support/stub-folder.ts';

const seconds = 20;

test('a vendor that holds every ask for 200 ms is reported with just that', async () => {
  const vendor = stubFolder({ kind: 'delay', size: { ms: 200 }, onset: 0, tolerance: 0.02 }, seconds);
  await steadyRun({ target: ['--vendor', vendor], seconds, comparesMs: 200 }, async (run) => {
    const holds = stubHolds(run);
    expectComplete(run, holds, seconds);
    await expectDelay(run, holds, 200);
  });
});
