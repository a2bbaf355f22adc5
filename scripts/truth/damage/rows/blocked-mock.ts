import type { DamageRow } from '../row.ts';
import { evaluateDamaged } from '../support/evaluate.ts';

export const blockedMock: DamageRow = {
  id: 'blocked-mock',
  done: 'the event loop of the mock held for 400 ms in every 2 s',
  expected: ['invalid'],
  causes: ['mock-loop-delay', 'lateness'],
  finished: false,
  act: (workDir) =>
    evaluateDamaged({
      workDir,
      only: 'rush',
      hooks: ['block-loop.mjs'],
      env: {
        SP_DAMAGE_ROLE: 'mock',
        SP_DAMAGE_BLOCK_MS: '400',
        SP_DAMAGE_EVERY_MS: '2000',
        SP_DAMAGE_AFTER_MS: '3000',
      },
    }),
};
