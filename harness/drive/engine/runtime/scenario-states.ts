import type { LoadedTest } from './load-test.ts';
import { createScenarioTimes } from './scenario-times.ts';
import type { ScenarioState } from './test-state.ts';

/** One fresh state per scenario, in the script's order. */
export function scenarioStates({ options }: LoadedTest): readonly ScenarioState[] {
  return options.scenarios.map((config) => ({
    config,
    startedAtMs: 0,
    startedWallMs: 0,
    started: 0,
    doneRatio: () => 0,
    times: createScenarioTimes(),
  }));
}

/**
 * The name of a k6 scenario in events and files: the run's own scenario id where there is one, followed by the k6
 * name when the script has several.
 */
export function recordName(scenarioId: string | null, name: string, scenarios: number): string {
  if (scenarioId === null) return name;
  return scenarios === 1 ? scenarioId : `${scenarioId}.${name}`;
}
