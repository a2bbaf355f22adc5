import { countMeasure } from '../measure/counts.ts';
import { distinctMessages } from '../measure/distinct-messages.ts';
import type { TruthRow } from '../row.ts';
import { evaluateRow } from './evaluate.ts';

/** Orders an hour through a conversation (A27), an hour played in a minute. */
export const orderStoryRows: readonly TruthRow[] = [
  evaluateRow({
    id: 'story-a-orders',
    family: 'stories',
    covers: ['A27'],
    what: 'vendor A: crashes above 300 orders an hour',
    behaviours: { id: 'vendor-a' },
    only: ['orders'],
    set: 'orders',
    defects: { 'crash-above': ['orders-held-800', 'orders-failed'] },
    measure: (run) => [
      // One message is open in an order that is cut off, and stays unanswered: the outage is longer than the deadline.
      countMeasure(run, 'orders.failed', distinctMessages(run, 'crash-above')),
      countMeasure(run, 'orders.held_rate_per_hour', 300, 300),
      countMeasure(run, 'orders.first_failing_rate_per_hour', 800, 800),
    ],
    aboutSec: 60,
  }),
  evaluateRow({
    id: 'story-b-orders',
    family: 'control',
    covers: ['A27'],
    what: 'vendor B: 800 orders an hour hold',
    behaviours: { id: 'vendor-b' },
    only: ['orders'],
    set: 'orders',
    defects: {},
    measure: (run) => [
      countMeasure(run, 'orders.failed', 0, 0),
      countMeasure(run, 'orders.held_rate_per_hour', 800, 800),
    ],
  }),
];
