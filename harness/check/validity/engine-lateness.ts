import { causeOf } from '../cause.ts';
import { type MeasuredPart, measuredParts } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';
import { worstScenario } from '../worst-scenario.ts';

/** The limit of the mock's lateness, for the same reason: 5 % of the strictest time target (1 s). */
const limitMs = 50;

/** How late the engine started open-model work (p99): uploads and API calls at a planned rate. */
export const engineLateness: ValidityRule = (artefacts) => {
  const p99Ms = (scenario: MeasuredPart) => {
    const values = artefacts.engines
      .filter((engine) => engine.scenario === scenario)
      .map((engine) => engine.lateness.quantile(0.99))
      .filter((value) => value !== null);
    return values.length === 0 ? null : Math.max(...values) / 1000;
  };
  const worst = worstScenario(measuredParts, p99Ms);
  if (worst === null) return null;
  const state = stateOf(worst.value, limitMs, limitMs / 2);
  return {
    check: {
      id: 'engine-lateness',
      value: worst.value,
      limit: limitMs,
      unit: 'ms',
      state,
      moves: 'both',
      cause: causeOf('engine-lateness', state, { scenario: worst.scenario, p99Ms: worst.value }),
    },
    scenarios: measuredParts.filter((scenario) => (p99Ms(scenario) ?? 0) > limitMs),
  };
};
