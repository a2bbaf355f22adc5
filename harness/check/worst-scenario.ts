import type { ScenarioId } from '../schema/run-plan.ts';

export interface WorstScenario {
  readonly scenario: ScenarioId;
  readonly value: number;
}

/** The scenario with the highest value, the first of equals; null when none has one. */
export function worstScenario(
  scenarios: readonly ScenarioId[],
  figureOf: (scenario: ScenarioId) => number | null,
): WorstScenario | null {
  let worst: WorstScenario | null = null;
  for (const scenario of scenarios) {
    const value = figureOf(scenario);
    if (value !== null && (worst === null || value > worst.value)) worst = { scenario, value };
  }
  return worst;
}
