import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { DamageRow } from '../row.ts';
import { checkAgain, copyOfFinishedRun } from '../support/finished-run.ts';

export const truncatedFile: DamageRow = {
  id: 'truncated-file',
  done: 'the last third of the asks file of a finished run cut off, as by a full disk',
  expected: ['invalid'],
  causes: ['recorder', 'sealed-files'],
  finished: true,
  async act(workDir) {
    const dir = await copyOfFinishedRun(workDir);
    const path = join(dir, 'events', 'asks.ndjson.gz');
    truncateSync(path, Math.floor((statSync(path).size * 2) / 3));
    return checkAgain(dir);
  },
};
