import { countMeasure } from '../measure/counts.ts';
import { downtime } from '../measure/downtime.ts';
import type { Measure, Played, TruthRow } from '../row.ts';
import { evaluateRow } from './evaluate.ts';
import { always } from './steady.ts';

/** Messages that were acknowledged and never stored; what was being stored as the node was killed may have been. */
function lostInMemory(run: Played): Measure {
  const told = run.log('memory-state', 'failover-1');
  const count = (wanted: string): number => told.filter(({ note }) => note === wanted).length;
  const lost = countMeasure(run, 'failover.lost', count('acknowledged') - count('stored'), 30);
  return { ...lost, allowed: lost.allowed + count('storing') - count('stored') };
}

/** One node killed under 150 asks/s. */
export const failoverRows: readonly TruthRow[] = [
  evaluateRow({
    id: 'failover-memory-state',
    family: 'failover',
    covers: ['A56'],
    what: 'messages acknowledged 400 ms before they are stored: the kill loses them',
    behaviours: [{ kind: 'memory-state', size: { flushMs: 400 }, ...always, touches: ['failover.lost'] }],
    only: ['failover'],
    set: 'failover',
    defects: { 'memory-state': ['failover-lost'] },
    measure: (run) => [lostInMemory(run)],
  }),
  evaluateRow({
    id: 'failover-duplicate',
    family: 'failover',
    what: 'every 100th answer leaves twice, while a node is killed',
    behaviours: [{ kind: 'duplicate', size: { every: 100 }, ...always, touches: ['failover.duplicated'] }],
    only: ['failover'],
    set: 'failover',
    defects: { duplicate: ['failover-duplicated'] },
    measure: (run) => [countMeasure(run, 'failover.duplicated', run.log('duplicate', 'failover-1').length)],
  }),
  evaluateRow({
    id: 'failover-slow-restart',
    family: 'failover',
    covers: ['A55'],
    what: 'the low-end SCRM: one node, nobody takes over; started again after 15 s instead of 47 min',
    behaviours: [{ kind: 'slow-restart', size: { downMs: 15_000 }, ...always, touches: ['failover'] }],
    nodes: 1,
    only: ['failover'],
    set: 'recovery',
    defects: { 'slow-restart': ['failover-recovery', 'failover-gap'] },
    measure: (run) => [downtime(run, 15_000), countMeasure(run, 'failover.lost', 0, 0)],
    aboutSec: 75,
  }),
];
