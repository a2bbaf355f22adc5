import { countMeasure } from '../measure/counts.ts';
import { rushHold } from '../measure/rush-hold.ts';
import type { TruthRow } from '../row.ts';
import { evaluateRow } from './evaluate.ts';

/** How fast a burst of 3,000 webhooks is acknowledged is the machine's: about a second on two cores. */
const burstAck = ['rush-ack-p99'];

/**
 * The vendors of the articles as they are shipped in vendors/defects. A and B are played at the article's pace (3,000 customers
 * who ask every 20 s): at smoke's, 4 s, an SCRM that keeps a customer's answers in order cannot hold each for 8.5 s without a queue.
 */
export const storyRows: readonly TruthRow[] = [
  evaluateRow({
    id: 'story-a',
    family: 'stories',
    covers: ['A48'],
    what: 'vendor A: the rush drifts from 1.2 s to 8.5 s within the first sixth',
    behaviours: { id: 'vendor-a' },
    only: ['rush'],
    set: 'rush',
    size: 'standard',
    defects: { drift: ['rush-p50', 'rush-p99'] },
    undecided: burstAck,
    measure: (run) => [countMeasure(run, 'rush.lost', 0, 0), rushHold(run, 'drift', 8500)],
    aboutSec: 420,
  }),
  evaluateRow({
    id: 'story-b',
    family: 'stories',
    covers: ['A48'],
    what: 'vendor B: 2 s ± 0.3 s',
    behaviours: { id: 'vendor-b' },
    only: ['rush'],
    set: 'rush',
    size: 'standard',
    defects: { delay: ['rush-p50'] },
    // 2.3 s of the log and what the burst takes by itself: 1.2 s here.
    undecided: [...burstAck, 'rush-p99'],
    measure: (run) => [countMeasure(run, 'rush.lost', 0, 0), rushHold(run, 'delay', 2000)],
    aboutSec: 420,
  }),
  evaluateRow({
    id: 'story-c',
    family: 'stories',
    covers: ['A54'],
    what: 'vendor C: uploads fail after seven tenths',
    behaviours: { id: 'vendor-c' },
    only: ['media'],
    set: 'media',
    defects: { 'fail-after': ['media-failed'] },
    measure: (run) => [countMeasure(run, 'media.failed', run.log('fail-after').length, 30)],
  }),
  evaluateRow({
    id: 'story-d',
    family: 'control',
    covers: ['A54'],
    what: 'vendor D: no upload fails',
    behaviours: { id: 'vendor-d' },
    only: ['media'],
    set: 'media',
    defects: {},
    measure: (run) => [countMeasure(run, 'media.failed', 0, 0)],
  }),
  evaluateRow({
    id: 'story-e',
    family: 'stories',
    covers: ['A60'],
    what: 'vendor E: the last quarter of the shift is slow, 5 % of the waybills are wrong',
    behaviours: { id: 'vendor-e' },
    only: ['shift'],
    set: 'shift',
    defects: { delay: ['shift-hour8-p50'], 'wrong-field': ['shift-errors'] },
    measure: (run) => [countMeasure(run, 'shift.system_errors', run.log('wrong-field').length, 40)],
  }),
  evaluateRow({
    id: 'story-f',
    family: 'stories',
    covers: ['A60'],
    what: 'vendor F: 0.2 % of the waybills are wrong',
    behaviours: { id: 'vendor-f' },
    only: ['shift'],
    set: 'shift',
    defects: { 'wrong-field': ['shift-errors'] },
    measure: (run) => [countMeasure(run, 'shift.system_errors', run.log('wrong-field').length, 1)],
  }),
  evaluateRow({
    id: 'story-low-end',
    family: 'stories',
    covers: ['A49', 'A69'],
    what: 'the low-end SCRM: one message in twenty vanishes',
    behaviours: { id: 'low-end' },
    only: ['rush'],
    set: 'rush',
    defects: { drop: ['rush-unanswered', 'rush-p99'] },
    // 5 % lost against a target of 95 % accepted.
    straddles: ['rush-accepted'],
    measure: (run) => [countMeasure(run, 'rush.lost', run.log('drop', 'rush').length, 75)],
    aboutSec: 80,
  }),
  evaluateRow({
    id: 'story-high-end',
    family: 'control',
    what: 'the high-end SCRM: a node is killed, nothing is lost',
    behaviours: { id: 'high-end' },
    only: ['failover'],
    set: 'failover',
    defects: {},
    measure: (run) => [countMeasure(run, 'failover.lost', 0, 0)],
  }),
];
