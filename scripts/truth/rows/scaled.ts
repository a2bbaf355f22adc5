import { countMeasure } from '../measure/counts.ts';
import { stubHolds } from '../measure/holds.ts';
import { sustainedRate } from '../measure/throughput.ts';
import { heldTimes, pairedError } from '../measure/times.ts';
import type { Played, TruthRow } from '../row.ts';
import { always, stubRow } from './steady.ts';

/** 150 asks/s for 6 s: 900 asks, above the floor of a p99 (662). */
const short = { family: 'scaled', seconds: 6, ratePerSec: 150, drainSec: 5, scaled: true } as const;

const lost = (run: Played) => stubHolds(run).filter(({ copies }) => copies === 0).length;
const doubled = (run: Played) => stubHolds(run).filter(({ copies }) => copies > 1).length;

/** The table in one minute, for `npm test`: delay, stall, loss, doubles, a cap, and nothing at all. */
export const scaledRows: readonly TruthRow[] = [
  stubRow({
    ...short,
    id: 'scaled-delay-duplicate',
    what: 'every answer held for 200 ms, every 50th sent twice',
    behaviours: [
      { kind: 'delay', size: { ms: 200 }, ...always, touches: ['steady.response'] },
      { kind: 'duplicate', size: { every: 50 }, ...always, touches: ['steady.duplicated'] },
    ],
    defects: { delay: ['steady-p50', 'steady-p99'], duplicate: ['steady-duplicated'] },
    measure: (run) => [
      pairedError(run),
      ...heldTimes(run, ['p50', 'p99'], { p50: 200, p99: 200 }),
      countMeasure(run, 'steady.duplicated', doubled(run), 18),
    ],
  }),
  stubRow({
    ...short,
    id: 'scaled-drop',
    what: 'every 300th answer never sent',
    behaviours: [{ kind: 'drop', size: { every: 300 }, ...always, touches: ['steady.lost'] }],
    defects: { drop: ['steady-unanswered'] },
    measure: (run) => [countMeasure(run, 'steady.lost', lost(run), 3)],
  }),
  stubRow({
    ...short,
    id: 'scaled-stall',
    what: 'nothing sent for 1 s of 6 s',
    behaviours: [
      { kind: 'stall', size: { ms: 1000 }, onset: 0.4, tolerance: 0.02, touches: ['steady.response'] },
    ],
    defects: { stall: ['steady-p99'] },
    measure: (run) => heldTimes(run, ['p99'], { p99: 940 }),
  }),
  stubRow({
    ...short,
    id: 'scaled-cap',
    what: 'at most 120 answers a second under 150 asks a second',
    behaviours: [{ kind: 'cap', size: { perSec: 120 }, ...always, touches: ['steady.response'] }],
    defects: { cap: ['steady-p50', 'steady-p99'] },
    measure: (run) => [sustainedRate(run, 120, 1), ...heldTimes(run, ['p50'])],
  }),
  stubRow({
    ...short,
    id: 'scaled-clean',
    what: 'nothing planted',
    behaviours: [],
    defects: {},
    measure: (run) => [countMeasure(run, 'steady.lost', 0), countMeasure(run, 'steady.duplicated', 0)],
  }),
];
