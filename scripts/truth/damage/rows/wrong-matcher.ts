import type { DamageRow } from '../row.ts';
import { evaluateDamaged } from '../support/evaluate.ts';

export const wrongMatcher: DamageRow = {
  id: 'wrong-matcher',
  done: 'the mock matches replies by the quoted message, the plan says by the code',
  expected: ['invalid'],
  causes: ['matcher-differs'],
  finished: false,
  act: (workDir) => evaluateDamaged({ workDir, only: 'rush', hooks: ['other-matcher.mjs'] }),
};
