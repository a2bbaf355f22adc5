import type { BehaviourSpec } from '../../../vendors/contract/behaviours.ts';
import { countMeasure } from '../measure/counts.ts';
import { heldStep } from '../measure/operation-time.ts';
import type { TruthRow } from '../row.ts';
import { evaluateRow } from './evaluate.ts';
import { always } from './steady.ts';

const wrong = (ratio: number): BehaviourSpec => ({
  kind: 'wrong-field',
  size: { ratio },
  ...always,
  touches: ['shift.system_errors', 'shift.system_error_ratio'],
});
const slowFrom = (onset: number): BehaviourSpec => ({
  kind: 'delay',
  size: { ms: 150 },
  onset,
  tolerance: 0.02,
  at: 'agent',
  touches: ['shift.response', 'shift.step', 'shift.hour7', 'shift.hour8'],
});

/**
 * Agents' shifts: 800 operations in 12 s. In the first hours every process of the SCRM still compiles its code and works off what
 * came meanwhile (medians of 220 to 370 ms in hour 1, 110 ms in hour 5): the readings compared are of hours 5 and 8.
 */
export const shiftRows: readonly TruthRow[] = [
  evaluateRow({
    id: 'shift-wrong-5',
    family: 'shift',
    covers: ['A60'],
    what: 'vendor E: 5 % of the waybills stored wrong',
    behaviours: [wrong(0.05)],
    only: ['shift'],
    set: 'shift',
    defects: { 'wrong-field': ['shift-errors'] },
    measure: (run) => [countMeasure(run, 'shift.system_errors', run.log('wrong-field').length, 40)],
  }),
  evaluateRow({
    id: 'shift-wrong-0-2',
    family: 'shift',
    covers: ['A60'],
    what: 'vendor F: 0.2 % of the waybills stored wrong',
    behaviours: [wrong(0.002)],
    only: ['shift'],
    set: 'shift',
    defects: { 'wrong-field': ['shift-errors'] },
    measure: (run) => [countMeasure(run, 'shift.system_errors', run.log('wrong-field').length, 1)],
  }),
  evaluateRow({
    id: 'shift-slow-last-quarter',
    family: 'shift',
    covers: ['A60'],
    what: 'vendor E: from three quarters of the operations on every request of an agent takes 150 ms more',
    behaviours: [slowFrom(0.75)],
    only: ['shift'],
    set: 'shift',
    defects: { delay: ['shift-hour8-p50'] },
    measure: (run) => [
      countMeasure(run, 'shift.system_errors', 0, 0),
      heldStep(run, 'delay', { step: 'history', from: 8, nominal: 150 }),
      heldStep(run, 'delay', { step: 'read', from: 8, nominal: 150 }),
    ],
  }),
  evaluateRow({
    id: 'shift-write-errors',
    family: 'shift',
    what: '2 % of the field writes answered with 500',
    behaviours: [
      {
        kind: 'error-share',
        size: { ratio: 0.02, status: 500 },
        ...always,
        at: 'field',
        touches: ['shift.system_errors'],
      },
    ],
    only: ['shift'],
    set: 'shift',
    defects: { 'error-share': ['shift-errors'] },
    measure: (run) => [countMeasure(run, 'shift.system_errors', run.log('error-share').length, 16)],
  }),
  evaluateRow({
    id: 'shift-slow-field',
    family: 'shift',
    what: 'every field write held for 400 ms',
    behaviours: [
      {
        kind: 'delay',
        size: { ms: 400 },
        ...always,
        at: 'field',
        touches: ['shift.response', 'shift.step', 'shift.hour'],
      },
    ],
    only: ['shift'],
    set: 'shift',
    defects: { delay: ['shift-p50', 'shift-hour5-p50', 'shift-hour8-p50'] },
    measure: (run) => [countMeasure(run, 'shift.system_errors', 0, 0)],
  }),
  evaluateRow({
    id: 'shift-slow-and-wrong',
    family: 'shift',
    covers: ['A60'],
    what: 'vendor E, both: slow from three quarters on and 5 % of the waybills wrong',
    behaviours: [slowFrom(0.75), wrong(0.05)],
    only: ['shift'],
    set: 'shift',
    defects: { delay: ['shift-hour8-p50'], 'wrong-field': ['shift-errors'] },
    measure: (run) => [countMeasure(run, 'shift.system_errors', run.log('wrong-field').length, 40)],
  }),
];
