import { countMeasure } from '../measure/counts.ts';
import { firstFailure } from '../measure/first-failure.ts';
import type { TruthRow } from '../row.ts';
import { evaluateRow } from './evaluate.ts';
import { always } from './steady.ts';

/** Uploads through a vendor that fails some of them. */
export const mediaRows: readonly TruthRow[] = [
  evaluateRow({
    id: 'media-fail-after',
    family: 'media',
    covers: ['A54'],
    what: 'vendor C: 503 after 700 of 1,000 uploads, here after 70 of 100',
    behaviours: [
      { kind: 'fail-after', size: { status: 503 }, onset: 0.7, tolerance: 0.02, touches: ['media'] },
    ],
    only: ['media'],
    set: 'media',
    defects: { 'fail-after': ['media-failed'] },
    measure: (run) => [
      countMeasure(run, 'media.failed', run.log('fail-after').length, 30),
      countMeasure(run, 'media.status.503', run.log('fail-after').length, 30),
      firstFailure(run, 'fail-after', 70),
    ],
  }),
  evaluateRow({
    id: 'media-error-share',
    family: 'media',
    covers: ['A53'],
    what: '3 % of the uploads answered with 500',
    behaviours: [
      {
        kind: 'error-share',
        size: { ratio: 0.03, status: 500 },
        ...always,
        at: 'upload',
        touches: ['media'],
      },
    ],
    only: ['media'],
    set: 'media',
    defects: { 'error-share': ['media-failed'] },
    measure: (run) => [countMeasure(run, 'media.failed', run.log('error-share').length, 3)],
  }),
  evaluateRow({
    id: 'media-slow',
    family: 'media',
    what: 'every upload held for 800 ms',
    behaviours: [
      {
        kind: 'delay',
        size: { ms: 800 },
        ...always,
        at: 'upload',
        touches: ['media.service', 'media.size'],
      },
    ],
    only: ['media'],
    set: 'media',
    defects: { delay: ['media-p50'] },
    measure: (run) => [countMeasure(run, 'media.failed', 0, 0)],
  }),
  evaluateRow({
    id: 'media-slow-and-failing',
    family: 'media',
    what: 'every upload held for 800 ms, and 503 from nine tenths on',
    behaviours: [
      {
        kind: 'delay',
        size: { ms: 800 },
        ...always,
        at: 'upload',
        touches: ['media.service', 'media.size'],
      },
      { kind: 'fail-after', size: { status: 503 }, onset: 0.9, tolerance: 0.02, touches: ['media'] },
    ],
    only: ['media'],
    set: 'media',
    defects: { delay: ['media-p50'], 'fail-after': ['media-failed'] },
    measure: (run) => [countMeasure(run, 'media.failed', run.log('fail-after').length, 10)],
  }),
];
