import type { MeasuredPart } from './phase-of.ts';

export interface WorstScenario<Part extends MeasuredPart> {
  readonly scenario: Part;
  readonly value: number;
}

/** The scenario with the highest value, the first of equals; null when none has one. */
export function worstScenario<Part extends MeasuredPart>(
  scenarios: readonly Part[],
  figureOf: (scenario: Part) => number | null,
): WorstScenario<Part> | null {
  let worst: WorstScenario<Part> | null = null;
  for (const scenario of scenarios) {
    const value = figureOf(scenario);
    if (value !== null && (worst === null || value > worst.value)) worst = { scenario, value };
  }
  return worst;
}
