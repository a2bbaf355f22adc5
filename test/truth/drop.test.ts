import { test } from 'vitest';
import { expectComplete, expectDrop } from './support/expectations.ts';
import { stubHolds } from './support/holds.ts';
import { steadyRun } from './support/steady-run.ts';
import { stubFolder } from './support/stub-folder.ts';

const seconds = 20;

test('a vendor that drops every 50th ask is reported with 2.0 % lost', async () => {
  const vendor = stubFolder({ kind: 'drop', size: { every: 50 }, onset: 0, tolerance: 0.02 }, seconds);
  await steadyRun({ target: ['--vendor', vendor], seconds, comparesMs: null }, (run) => {
    const holds = stubHolds(run);
    expectComplete(run, holds, seconds);
    expectDrop(run, holds);
  });
});
