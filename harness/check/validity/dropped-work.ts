import { ratio } from '../../stats/truncate.ts';
import { causeOf } from '../cause.ts';
import { askScenarios, plansOf } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';
import { worstScenario } from '../worst-scenario.ts';

/** A thousandth of the planned work: the smallest share a loss target of the shipped set looks at. */
const limit = 0.001;

/** Asks that fell due and were not injected, and engine work for which no virtual user was free. */
export const droppedWork: ValidityRule = (artefacts) => {
  const ofPlans = worstScenario(askScenarios, (scenario) => {
    const ledgers = plansOf(artefacts, scenario).map((plan) => plan.ledger);
    const sum = (pick: 'dropped' | 'planned') => ledgers.reduce((total, ledger) => total + ledger[pick], 0);
    return ratio(sum('dropped'), sum('planned'));
  });
  const ofEngines = worstScenario(['media', 'shift', 'orders', 'api', 'search'] as const, (scenario) => {
    const engines = artefacts.engines.filter((engine) => engine.scenario === scenario);
    const dropped = engines.reduce((total, engine) => total + engine.dropped, 0);
    return ratio(dropped, dropped + engines.reduce((total, engine) => total + engine.iterations, 0));
  });
  const both = [ofPlans, ofEngines].filter((worst) => worst !== null);
  const worst = both.sort((a, b) => b.value - a.value)[0];
  if (worst === undefined) return null;
  const state = stateOf(worst.value, limit, 0);
  return {
    check: {
      id: 'dropped-work',
      value: worst.value,
      limit,
      unit: 'ratio',
      state,
      moves: 'both',
      cause: causeOf('dropped-work', state, { scenario: worst.scenario, droppedRatio: worst.value }),
    },
    scenarios: both.filter((own) => own.value > limit).map((own) => own.scenario),
  };
};
