import { heldTimes } from '../measure/times.ts';
import type { Measure, TruthRow } from '../row.ts';
import { tolerance } from '../tolerance.ts';
import { stubRow } from './steady.ts';

/**
 * S seconds of silence within T seconds at a fixed rate: p99 = S − 0.01 · T, for the five pairs of issue 4. The arithmetic is of a
 * vendor that lets go of everything at once; a hundred answers at 200/s take 5 to 9 ms to leave, with what Meta says of each in
 * between: nothing beside seconds, but 3 % of the shortest, which is therefore held to its log alone.
 */
const shortest = 0.5;
const pairs = [
  [shortest, 20],
  [1, 20],
  [2, 20],
  [3, 30],
  [4, 40],
  [5, 30],
] as const;

export const stallRows: readonly TruthRow[] = pairs.map(([stallSec, seconds]) =>
  stubRow({
    id: `stall-${String(stallSec).replace('.', '-')}-in-${seconds}`,
    family: 'stall',
    what: `nothing sent for ${stallSec} s of ${seconds} s`,
    behaviours: [
      {
        kind: 'stall',
        size: { ms: stallSec * 1000 },
        onset: 0.4,
        tolerance: 0.02,
        touches: ['steady.response'],
      },
    ],
    seconds,
    // The arithmetic is as exact as the gap between two asks: 20 ms at 50/s are too much of half a second.
    ratePerSec: stallSec === shortest ? 200 : 50,
    defects: { stall: ['steady-p99'] },
    // What the stall lets go leaves within a millisecond on many connections: two answers of one customer in any order.
    undecided: ['steady-reordered'],
    measure: (run) => {
      const arithmeticMs = stallSec * 1000 - 0.01 * seconds * 1000;
      const arithmetic: Measure = {
        name: 'p99 by arithmetic, S − 0.01 · T',
        unit: 'ms',
        nominal: arithmeticMs,
        planted: arithmeticMs,
        measured: run.metric('steady.response.p99'),
        low: null,
        high: null,
        allowed: arithmeticMs * tolerance.relative + tolerance.resolutionMs.tail,
      };
      const held = heldTimes(run, ['p99'], { p99: arithmeticMs });
      return stallSec === shortest ? held : [...held, arithmetic];
    },
  }),
);
