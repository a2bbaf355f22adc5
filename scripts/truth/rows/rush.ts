import { countMeasure } from '../measure/counts.ts';
import type { TruthRow } from '../row.ts';
import { evaluateRow } from './evaluate.ts';
import { always } from './steady.ts';

/** The rush at smoke size against the reference SCRM behind the proxy. */
export const rushRows: readonly TruthRow[] = [
  evaluateRow({
    id: 'rush-slow',
    family: 'rush',
    what: 'every answer held for 700 ms on its way to Meta',
    behaviours: [{ kind: 'delay', size: { ms: 700 }, ...always, touches: ['rush.response'] }],
    only: ['rush'],
    set: 'rush',
    defects: { delay: ['rush-p50'] },
    measure: (run) => [countMeasure(run, 'rush.lost', 0, 0)],
    aboutSec: 55,
  }),
  evaluateRow({
    id: 'rush-lossy',
    family: 'rush',
    covers: ['A69'],
    what: 'every 100th answer never sent',
    behaviours: [{ kind: 'drop', size: { every: 100 }, ...always, touches: ['rush.lost'] }],
    only: ['rush'],
    set: 'rush',
    defects: { drop: ['rush-unanswered'] },
    measure: (run) => [countMeasure(run, 'rush.lost', run.log('drop', 'rush').length, 15)],
    aboutSec: 80,
  }),
];
