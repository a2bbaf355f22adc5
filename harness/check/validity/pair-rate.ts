import { ratio } from '../../stats/truncate.ts';
import { causeOf } from '../cause.ts';
import { askScenarios, plansOf } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';

/** A thousandth of the asks: the smallest share a loss target of the shipped set looks at. */
const limit = 0.001;

/**
 * Asks that came faster than Meta's pair rate (one message per 6 s and pair, bursts of 45) lets anybody answer at once.
 * Their answers are late or refused whatever the vendor does: such a plan needs more customers.
 */
export const pairRate: ValidityRule = (artefacts) => {
  const plans = askScenarios.flatMap((scenario) =>
    plansOf(artefacts, scenario).map(({ id, beyondPairRate, ledger: { planned } }) => ({
      scenario,
      plan: id,
      beyond: beyondPairRate,
      planned,
      share: beyondPairRate === null ? null : ratio(beyondPairRate, planned),
    })),
  );
  if (plans.length === 0) return null;
  const worst = plans.reduce((a, b) => ((b.share ?? -1) > (a.share ?? -1) ? b : a));
  const state = stateOf(worst.share, limit, 0);
  const { plan, beyond, planned } = worst;
  return {
    check: {
      id: 'pair-rate',
      value: worst.share,
      limit,
      unit: 'ratio',
      state,
      moves: 'both',
      cause: causeOf('pair-rate', state, beyond === null ? {} : { plan, beyond, planned }),
    },
    scenarios: [
      ...new Set(plans.filter(({ share }) => share !== null && share > limit).map((own) => own.scenario)),
    ],
  };
};
