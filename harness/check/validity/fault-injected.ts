import { scenarioOf } from '../../record/mock-fold.ts';
import { causeOf } from '../cause.ts';
import type { ValidityRule } from '../validity-outcome.ts';

/** A trial counts only when its fault really happened: pid, signal, and the exit seen (or stated by the operator). */
export const faultInjected: ValidityRule = ({ trials }) => {
  if (trials.length === 0) return null;
  const missing = trials.filter((trial) => !trial.injected || trial.t0Us === null).length;
  const state = missing === 0 ? 'ok' : 'failed';
  return {
    check: {
      id: 'fault-injected',
      value: missing,
      limit: 0,
      unit: 'count',
      state,
      moves: 'both',
      cause: causeOf('fault-injected', state, { missing, trials: trials.length }),
    },
    scenarios: (['failover', 'drill'] as const).filter((part) =>
      trials.some(({ plan }) => scenarioOf(plan) === part),
    ),
  };
};
