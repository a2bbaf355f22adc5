import { callRate, callRequests } from '../measure/api-calls.ts';
import { countMeasure } from '../measure/counts.ts';
import type { TruthRow } from '../row.ts';
import { evaluateRow } from './evaluate.ts';
import { always } from './steady.ts';

/** The vendor's own API at peak: errors of the low-end SCRM, and the plans' share of requests a second. */
export const apiStoryRows: readonly TruthRow[] = [
  evaluateRow({
    id: 'story-low-end-api',
    family: 'stories',
    covers: ['A53'],
    what: 'the low-end SCRM: 3 % of the API requests at peak answered with 500',
    behaviours: { id: 'low-end' },
    only: ['api'],
    set: 'api',
    defects: { 'error-share': ['api-errors'] },
    measure: (run) => [countMeasure(run, 'api.errors', callRequests(run, 'error-share').length)],
  }),
  evaluateRow({
    id: 'api-errors-0-8',
    family: 'stories',
    covers: ['A52'],
    what: '0.8 % of the API requests answered with 500',
    behaviours: [
      { kind: 'error-share', size: { ratio: 0.008, status: 500 }, ...always, at: 'api', touches: ['api'] },
    ],
    only: ['api'],
    set: 'api',
    defects: { 'error-share': ['api-errors'] },
    measure: (run) => [countMeasure(run, 'api.errors', callRequests(run, 'error-share').length)],
  }),
  evaluateRow({
    id: 'api-capped',
    family: 'stories',
    covers: ['B53'],
    what: 'a shared plan of 60 to 100 API requests a second: 75, where the last step asks for 82',
    behaviours: [{ kind: 'cap', size: { perSec: 75 }, ...always, at: 'api', touches: ['api'] }],
    only: ['api'],
    set: 'api',
    defects: { cap: ['api-step3-p50'] },
    measure: (run) => [countMeasure(run, 'api.errors', 0, 0), callRate(run)],
    aboutSec: 50,
  }),
  evaluateRow({
    id: 'story-enterprise-api',
    family: 'control',
    covers: ['B53'],
    what: 'the enterprise plan: no request waits in a queue',
    behaviours: { id: 'enterprise-plan' },
    only: ['api'],
    set: 'api',
    defects: {},
    measure: (run) => [countMeasure(run, 'api.errors', 0, 0)],
  }),
  evaluateRow({
    id: 'story-standard-plan',
    family: 'stories',
    covers: ['B49'],
    what: 'the standard plan: 100 ms more than a dedicated instance',
    behaviours: { id: 'standard-plan' },
    only: ['rush'],
    set: 'plans',
    defects: { delay: ['rush-p50'] },
    measure: (run) => [countMeasure(run, 'rush.answered', run.log('delay', 'rush').length)],
    aboutSec: 55,
  }),
  evaluateRow({
    id: 'story-enterprise-plan',
    family: 'control',
    covers: ['B49'],
    what: 'the enterprise plan: half of the answers within 100 ms',
    behaviours: { id: 'enterprise-plan' },
    only: ['rush'],
    set: 'plans',
    defects: {},
    measure: (run) => [countMeasure(run, 'rush.lost', 0, 0)],
    aboutSec: 55,
  }),
];
