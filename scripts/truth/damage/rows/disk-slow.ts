import type { DamageRow } from '../row.ts';
import { evaluateDamaged } from '../support/evaluate.ts';

export const diskSlow: DamageRow = {
  id: 'disk-slow',
  done: 'every write to an event file takes 1.5 s more',
  expected: ['invalid'],
  causes: ['disk-slow'],
  finished: false,
  act: (workDir) => evaluateDamaged({ workDir, only: 'rush', hooks: ['slow-disk.mjs'] }),
};
