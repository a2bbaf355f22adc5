import { causeOf } from '../cause.ts';
import { plansOf } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';

/** A script's own plan chooses its matcher; those of the house are in plan.json. */
const judged = ['rush', 'failover'] as const;

/** Plans that the mock matched by another rule than plan.json says: one is too many. */
export const matcherDiffers: ValidityRule = (artefacts) => {
  const plans = judged.flatMap((scenario) =>
    plansOf(artefacts, scenario).map(({ id, matcher }) => ({ scenario, id, matcher })),
  );
  if (plans.length === 0) return null;
  const told = plans.filter(({ matcher }) => matcher !== null);
  const others = told.filter(({ matcher }) => matcher !== artefacts.plan.matcher);
  const value = told.length === 0 ? null : others.length;
  const state = stateOf(value, 0);
  const first = others[0];
  return {
    check: {
      id: 'matcher-differs',
      value,
      limit: 0,
      unit: 'count',
      state,
      moves: 'both',
      cause: causeOf('matcher-differs', state, {
        planned: artefacts.plan.matcher,
        ...(first === undefined ? {} : { plan: first.id, used: first.matcher ?? '' }),
      }),
    },
    scenarios: [...new Set(others.map(({ scenario }) => scenario))],
  };
};
