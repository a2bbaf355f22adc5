import type { DamageRow } from '../row.ts';
import { rewriteEvents } from '../support/event-file.ts';
import { checkAgain, copyOfFinishedRun } from '../support/finished-run.ts';

export const editedTimes: DamageRow = {
  id: 'edited-times',
  done: 'answers of a finished run made ten times faster, line numbers and counts left right',
  expected: ['invalid'],
  causes: ['sealed-files'],
  finished: true,
  async act(workDir) {
    const dir = await copyOfFinishedRun(workDir);
    rewriteEvents(dir, 'asks', (event) => {
      const { inj, ans } = event;
      if (typeof inj !== 'number' || typeof ans !== 'number') return event;
      return { ...event, ans: Math.round(inj + (ans - inj) / 10) };
    });
    return checkAgain(dir);
  },
};
