import type { PlanRecord } from '../../record/artefacts.ts';
import { causeOf } from '../cause.ts';
import { ceilingPerSec, nullPlans } from '../metrics/null-metrics.ts';
import { plansOf } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';
import { worstScenario } from '../worst-scenario.ts';

/** No vendor is judged at a steady rate above half of what harness and machine do with a null vendor (design §4.4). */
const limit = 0.5;

/** A script's own run (`stormproof run`) has no null phase before it. */
const judged = ['rush', 'failover', 'drill'] as const;

/** Steady rate of the load as a share of the null vendor's ceiling. */
export const nullCeiling: ValidityRule = (artefacts) => {
  const worst = worstScenario(judged, (scenario) => {
    const rates = plansOf(artefacts, scenario).map(steadyRate);
    return rates.length === 0 ? null : Math.max(...rates);
  });
  if (worst === null) return null;
  const plan = artefacts.plans.get(nullPlans.ceiling);
  const ceiling = plan === undefined ? null : ceilingPerSec(plan);
  const value = ceiling === null ? null : worst.value / ceiling;
  const state = stateOf(value, limit);
  return {
    check: {
      id: 'null-ceiling',
      value,
      limit,
      unit: 'ratio',
      state,
      moves: 'both',
      cause: causeOf('null-ceiling', state, {
        ratePerSec: worst.value,
        ...(ceiling === null ? {} : { ceilingPerSec: ceiling }),
      }),
    },
    scenarios: [worst.scenario],
  };
};

function steadyRate(plan: PlanRecord): number {
  const spanSec = (plan.loadEndUs - plan.steadyFromUs) / 1e6;
  return spanSec > 0 ? plan.steady.response.total / spanSec : 0;
}
