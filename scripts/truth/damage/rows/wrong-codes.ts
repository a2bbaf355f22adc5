import type { DamageRow } from '../row.ts';
import { evaluateDamaged } from '../support/evaluate.ts';

export const wrongCodes: DamageRow = {
  id: 'wrong-codes',
  done: 'the mock expects other codes than those planted with the vendor',
  expected: ['invalid'],
  causes: ['matcher-suspect'],
  finished: false,
  act: (workDir) => evaluateDamaged({ workDir, only: 'rush', hooks: ['other-codes.mjs'] }),
};
