import type { Artefacts } from '../record/artefacts.ts';
import type { ValidityCheckId } from '../schema/codes.ts';
import { causeOf } from './cause.ts';
import { type MeasuredPart, scenariosRun } from './phase-of.ts';
import { stateOf, type ValidityRule } from './validity-outcome.ts';
import { worstScenario } from './worst-scenario.ts';

export interface SlowerRule {
  readonly id: ValidityCheckId;
  readonly limit: number;
  readonly unit: 'ms' | 'ratio';
  readonly valueIn: (artefacts: Artefacts, scenario: MeasuredPart) => number | null;
}

/**
 * A rule about waiting of harness or machine: it only makes a vendor look slower, so it warns and never fails; its
 * size is taken off a figure that misses (harness-share.ts). Reports the worst scenario.
 */
export function slowerRule(rule: SlowerRule): ValidityRule {
  return (artefacts) => {
    const scenarios = scenariosRun(artefacts);
    if (scenarios.length === 0) return null;
    const worst = worstScenario(scenarios, (scenario) => rule.valueIn(artefacts, scenario));
    const value = worst?.value ?? null;
    const values: Record<string, string | number> =
      worst === null
        ? {}
        : { scenario: worst.scenario, [rule.unit === 'ms' ? 'valueMs' : 'valueRatio']: worst.value };
    const state = stateOf(value, Number.POSITIVE_INFINITY, rule.limit);
    return {
      check: {
        id: rule.id,
        value,
        limit: rule.limit,
        unit: rule.unit,
        state,
        moves: 'slower',
        cause: causeOf(rule.id, state, values),
      },
      scenarios,
    };
  };
}
