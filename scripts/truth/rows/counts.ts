import { countMeasure } from '../measure/counts.ts';
import { stubHolds } from '../measure/holds.ts';
import type { Played, TruthRow } from '../row.ts';
import { always, stubRow } from './steady.ts';

const dropped = (run: Played) => stubHolds(run).filter(({ copies }) => copies === 0).length;
const doubled = (run: Played) => stubHolds(run).filter(({ copies }) => copies > 1).length;

function drop(every: number, onset: number, breaks: readonly string[]): TruthRow {
  return stubRow({
    id: onset === 0 ? `drop-${every}` : `drop-${every}-late`,
    family: 'drop',
    what: `every ${every}th answer never sent${onset === 0 ? '' : `, from ${onset} of the work on`}`,
    behaviours: [
      {
        kind: 'drop',
        size: { every },
        onset,
        tolerance: 0.02,
        touches: ['steady.lost', 'steady.loss_ratio', 'steady.unanswered'],
      },
    ],
    defects: { drop: breaks },
    measure: (run) => [
      countMeasure(run, 'steady.lost', dropped(run), Math.floor((1000 * (1 - onset)) / every)),
      countMeasure(run, 'steady.duplicated', doubled(run), 0),
    ],
  });
}

function duplicate(every: number): TruthRow {
  return stubRow({
    id: `duplicate-${every}`,
    family: 'duplicate',
    what: `every ${every}th answer sent twice`,
    behaviours: [{ kind: 'duplicate', size: { every }, ...always, touches: ['steady.duplicated'] }],
    defects: { duplicate: ['steady-duplicated'] },
    measure: (run) => [
      countMeasure(run, 'steady.duplicated', doubled(run), 1000 / every),
      countMeasure(run, 'steady.lost', dropped(run), 0),
    ],
  });
}

/** Answers lost or doubled. From 1 % lost on, the lost ones reach into p99; 10 % lost break the share accepted. */
export const countRows: readonly TruthRow[] = [
  drop(10, 0, ['steady-unanswered', 'steady-p99', 'steady-accepted']),
  drop(50, 0, ['steady-unanswered', 'steady-p99']),
  drop(200, 0, ['steady-unanswered']),
  drop(100, 0.5, ['steady-unanswered']),
  duplicate(20),
  duplicate(100),
  duplicate(500),
];
