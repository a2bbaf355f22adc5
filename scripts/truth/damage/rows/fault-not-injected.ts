import type { DamageRow } from '../row.ts';
import { evaluateDamaged } from '../support/evaluate.ts';

export const faultNotInjected: DamageRow = {
  id: 'fault-not-injected',
  done: 'the drill’s SIGKILL never reaches the node',
  expected: ['invalid'],
  causes: ['fault-injected'],
  finished: false,
  act: (workDir) => evaluateDamaged({ workDir, only: 'failover', hooks: ['swallow-kill.mjs'] }),
};
