import type { DamageRow } from '../row.ts';
import { evaluateDamaged } from '../support/evaluate.ts';

export const starvedRecorder: DamageRow = {
  id: 'starved-recorder',
  done: 'all threads that compress and write for the mock taken from it for 22 s',
  expected: ['invalid'],
  causes: ['recorder-lag'],
  finished: false,
  act: (workDir) => evaluateDamaged({ workDir, only: 'rush', hooks: ['starve-recorder.mjs'] }),
};
