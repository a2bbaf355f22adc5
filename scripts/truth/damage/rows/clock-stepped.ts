import type { DamageRow } from '../row.ts';
import { evaluateDamaged } from '../support/evaluate.ts';

export const clockStepped: DamageRow = {
  id: 'clock-stepped',
  done: 'the wall clock of the mock set forward by 90 s during the run',
  expected: ['invalid'],
  causes: ['clock-step'],
  finished: false,
  act: (workDir) => evaluateDamaged({ workDir, only: 'rush', hooks: ['step-clock.mjs'] }),
};
