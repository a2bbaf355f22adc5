import { test } from 'vitest';
import { expectComplete, expectStall } from './support/expectations.ts';
import { stubHolds } from './support/holds.ts';
import { steadyRun } from './support/steady-run.ts';
import { stubFolder } from './support/stub-folder.ts';

const seconds = 60;
const stallMs = 3000;

test('a vendor that stands still for 3 s of 60 s is reported with a p99 of 2.4 s', async () => {
  const vendor = stubFolder({ kind: 'stall', size: { ms: stallMs }, onset: 0.4, tolerance: 0.02 }, seconds);
  await steadyRun({ target: ['--vendor', vendor], seconds, comparesMs: stallMs }, (run) => {
    const holds = stubHolds(run);
    expectComplete(run, holds, seconds);
    expectStall(run, holds, stallMs, seconds);
  });
});
