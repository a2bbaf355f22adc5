import type { DamageRow } from '../row.ts';
import { evaluateDamaged } from '../support/evaluate.ts';

export const blockedOrchestrator: DamageRow = {
  id: 'blocked-orchestrator',
  done: 'the event loop of the orchestrator, which watches the machine, held for 4 s in every 4.5 s',
  expected: ['invalid', 'not proven'],
  causes: ['sampling-gaps', 'orchestrator-loop-delay'],
  finished: false,
  act: (workDir) =>
    evaluateDamaged({
      workDir,
      only: 'rush',
      hooks: ['block-loop.mjs'],
      env: {
        SP_DAMAGE_ROLE: 'orchestrator',
        SP_DAMAGE_BLOCK_MS: '4000',
        SP_DAMAGE_EVERY_MS: '4500',
        SP_DAMAGE_AFTER_MS: '9000',
      },
    }),
};
