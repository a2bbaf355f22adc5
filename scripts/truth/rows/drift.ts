import { heldTimes, pairedError } from '../measure/times.ts';
import type { TruthRow } from '../row.ts';
import { always, stubRow } from './steady.ts';

/** Answers that get slower while the day goes on. */
export const driftRows: readonly TruthRow[] = [
  stubRow({
    id: 'drift-vendor-a',
    family: 'drift',
    covers: ['A48'],
    what: 'vendor A of the beauty brand: 1.2 s growing to 8.5 s within the first sixth, then staying',
    behaviours: [
      {
        kind: 'drift',
        size: { fromMs: 1200, toMs: 8500, within: 1 / 6 },
        ...always,
        touches: ['steady.response'],
      },
    ],
    seconds: 30,
    defects: { drift: ['steady-p50', 'steady-p99'] },
    measure: (run) => [pairedError(run), ...heldTimes(run, ['p50', 'p99'], { p50: 8500, p99: 8500 })],
  }),
  stubRow({
    id: 'drift-slow',
    family: 'drift',
    what: 'from nothing to 400 ms, evenly over the whole run',
    behaviours: [
      {
        kind: 'drift',
        size: { fromMs: 0, toMs: 400, within: 1 },
        ...always,
        touches: ['steady.response'],
      },
    ],
    defects: { drift: ['steady-p50', 'steady-p99'] },
    measure: (run) => [pairedError(run), ...heldTimes(run, ['p50', 'p99'], { p50: 200, p99: 396 })],
  }),
];
