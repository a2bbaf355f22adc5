import type { DamageRow } from '../row.ts';
import { evaluateDamaged } from '../support/evaluate.ts';

export const blockedEngine: DamageRow = {
  id: 'blocked-engine',
  done: 'the event loop of the engine held for 300 ms in every 350 ms while it uploads',
  expected: ['invalid', 'not proven'],
  causes: ['engine-loop-delay'],
  finished: false,
  act: (workDir) =>
    evaluateDamaged({
      workDir,
      only: 'media',
      hooks: ['block-loop.mjs'],
      env: {
        SP_DAMAGE_ROLE: 'engine',
        SP_DAMAGE_BLOCK_MS: '300',
        SP_DAMAGE_EVERY_MS: '350',
        SP_DAMAGE_AFTER_MS: '100',
      },
    }),
};
