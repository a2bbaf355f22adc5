import type { BehaviourSpec } from '../../../vendors/contract/behaviours.ts';
import { countMeasure } from '../measure/counts.ts';
import { stubHolds } from '../measure/holds.ts';
import { heldTimes } from '../measure/times.ts';
import type { Played, TruthRow } from '../row.ts';
import { always, stubRow } from './steady.ts';

const delay: BehaviourSpec = { kind: 'delay', size: { ms: 200 }, ...always, touches: ['steady.response'] };
const stall: BehaviourSpec = {
  kind: 'stall',
  size: { ms: 2000 },
  onset: 0.4,
  tolerance: 0.02,
  touches: ['steady.response'],
};
const drift: BehaviourSpec = {
  kind: 'drift',
  size: { fromMs: 100, toMs: 800, within: 0.5 },
  ...always,
  touches: ['steady.response'],
};
const cap: BehaviourSpec = { kind: 'cap', size: { perSec: 45 }, ...always, touches: ['steady.response'] };
const drop: BehaviourSpec = { kind: 'drop', size: { every: 200 }, ...always, touches: ['steady.lost'] };
const duplicate: BehaviourSpec = {
  kind: 'duplicate',
  size: { every: 100 },
  ...always,
  touches: ['steady.duplicated'],
};

function counts(run: Played) {
  const holds = stubHolds(run);
  return [
    countMeasure(run, 'steady.lost', holds.filter(({ copies }) => copies === 0).length),
    countMeasure(run, 'steady.duplicated', holds.filter(({ copies }) => copies > 1).length),
  ];
}

const lost = ['steady-unanswered'];
const slow = ['steady-p50', 'steady-p99'];

function pair(
  id: string,
  what: string,
  behaviours: readonly BehaviourSpec[],
  defects: TruthRow['defects'],
): TruthRow {
  return stubRow({
    id,
    family: 'pairs',
    what,
    behaviours,
    defects,
    measure: (run) => [...counts(run), ...heldTimes(run, ['p50'])],
  });
}

/** Two weaknesses at once: each is found and sized as if it were alone. 0.5 % lost stay out of p99. */
export const pairRows: readonly TruthRow[] = [
  pair('delay-drop', 'held for 200 ms, every 200th lost', [delay, drop], {
    delay: slow,
    drop: lost,
  }),
  pair('delay-duplicate', 'held for 200 ms, every 100th sent twice', [delay, duplicate], {
    delay: slow,
    duplicate: ['steady-duplicated'],
  }),
  pair('stall-drop', 'a stall of 2 s, every 200th lost', [stall, drop], {
    stall: ['steady-p99'],
    drop: lost,
  }),
  pair('drop-duplicate', 'every 200th lost, every 100th sent twice', [drop, duplicate], {
    drop: lost,
    duplicate: ['steady-duplicated'],
  }),
  pair('drift-duplicate', 'growing to 800 ms, every 100th sent twice', [drift, duplicate], {
    drift: slow,
    duplicate: ['steady-duplicated'],
  }),
  pair('delay-stall', 'held for 200 ms, and a stall of 2 s', [delay, stall], {
    delay: slow,
    stall: ['steady-p99'],
  }),
  pair('cap-drop', 'at most 45 a second under 50, every 200th lost', [cap, drop], {
    cap: slow,
    drop: lost,
  }),
];
