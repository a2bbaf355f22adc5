import type { ScenarioId } from '../../schema/run-plan.ts';

/** How long a vendor holds an `unknown` send before its policy decides (design §4.8): 60 s, in runs with a kill 1.5 s. */
export function unknownGraceMs(scenarios: readonly ScenarioId[]): number {
  return scenarios.includes('failover') || scenarios.includes('drill') ? 1500 : 60_000;
}
