import { test } from 'vitest';
import { expectComplete, expectDuplicate } from './support/expectations.ts';
import { stubHolds } from './support/holds.ts';
import { steadyRun } from './support/steady-run.ts';
import { stubFolder } from './support/stub-folder.ts';

const seconds = 20;

test('a vendor that answers every 100th ask twice is reported with 1.0 % duplicated', async () => {
  const vendor = stubFolder({ kind: 'duplicate', size: { every: 100 }, onset: 0, tolerance: 0.02 }, seconds);
  await steadyRun({ target: ['--vendor', vendor], seconds, comparesMs: null }, (run) => {
    const holds = stubHolds(run);
    expectComplete(run, holds, seconds);
    expectDuplicate(run, holds);
  });
});
