import type { DamageRow } from '../row.ts';
import { rewriteEvents } from '../support/event-file.ts';
import { checkAgain, copyOfFinishedRun } from '../support/finished-run.ts';

export const editedLines: DamageRow = {
  id: 'edited-lines',
  done: 'every tenth ask cut out of a finished run',
  expected: ['invalid'],
  causes: ['recorder', 'sealed-files', 'ledger-sums'],
  finished: true,
  async act(workDir) {
    const dir = await copyOfFinishedRun(workDir);
    rewriteEvents(dir, 'asks', (event, index) => (event.kind === 'ask' && index % 10 === 0 ? null : event));
    return checkAgain(dir);
  },
};
