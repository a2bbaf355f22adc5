import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DamageRow } from '../row.ts';
import { checkAgain, copyOfFinishedRun } from '../support/finished-run.ts';

export const noEvidence: DamageRow = {
  id: 'no-evidence',
  done: 'every event file of a finished run deleted',
  expected: ['invalid', 'not proven'],
  causes: ['recorder', 'sealed-files', 'planned-work'],
  finished: true,
  async act(workDir) {
    const dir = await copyOfFinishedRun(workDir);
    const events = join(dir, 'events');
    for (const name of readdirSync(events)) rmSync(join(events, name));
    return checkAgain(dir);
  },
};
