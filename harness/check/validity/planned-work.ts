import type { Artefacts } from '../../record/artefacts.ts';
import { type ScenarioId, scenarioIds } from '../../schema/run-plan.ts';
import { causeOf } from '../cause.ts';
import { plansOf } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';
import { worstScenario } from '../worst-scenario.ts';

/** A tenth of the planned samples may be missing: cadences are drawn, so their number is an expectation. */
const limit = 0.1;

/**
 * Planned samples that were never offered: uploads not tried, trials not run. In a run that was interrupted a
 * warning: its readings say themselves what is not proven.
 */
export const plannedWork: ValidityRule = (artefacts) => {
  const planned = artefacts.plan.scenarios.map((scenario) => scenario.id);
  const worst = worstScenario(planned, (scenario) => missingShare(artefacts, scenario));
  if (worst === null) return null;
  const found = stateOf(worst.value, limit);
  const state = found === 'failed' && artefacts.state.status !== 'complete' ? 'warning' : found;
  return {
    check: {
      id: 'planned-work',
      value: worst.value,
      limit,
      unit: 'ratio',
      state,
      moves: 'both',
      cause: causeOf('planned-work', state, { scenario: worst.scenario, missingRatio: worst.value }),
    },
    scenarios: scenarioIds.filter(
      (scenario) => planned.includes(scenario) && (missingShare(artefacts, scenario) ?? 0) > limit,
    ),
  };
};

function missingShare(artefacts: Artefacts, scenario: ScenarioId): number | null {
  const plan = artefacts.plan.scenarios.find((own) => own.id === scenario);
  if (plan === undefined) return null;
  const wanted = scenario === 'failover' || scenario === 'drill' ? plan.trials : plan.samples;
  if (wanted <= 0) return null;
  return Math.max(0, 1 - offered(artefacts, scenario) / wanted);
}

function offered(artefacts: Artefacts, scenario: ScenarioId): number {
  switch (scenario) {
    case 'rush':
      return plansOf(artefacts, scenario).reduce((total, plan) => total + plan.ledger.planned, 0);
    case 'media':
      return artefacts.media?.attempted ?? 0;
    case 'shift':
      return artefacts.shift?.operations ?? 0;
    case 'failover':
      return artefacts.trials.length;
    case 'drill':
      return artefacts.trials.length + artefacts.pressures.length;
    case 'campaign':
      return artefacts.pushes.reduce((total, plan) => total + plan.planned, 0);
    case 'orders':
      return (artefacts.orders?.placed ?? 0) + (artefacts.orders?.failed ?? 0);
    case 'api':
      return artefacts.api?.calls ?? 0;
    case 'search':
      return artefacts.search?.stores.reduce((total, store) => total + store.queries, 0) ?? 0;
    default:
      return 0;
  }
}
