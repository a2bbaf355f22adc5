import type { Requirement } from '../schema/requirement.ts';
import { type ScenarioId, scenarioIds } from '../schema/run-plan.ts';

/** Metric prefix of the drill that a requirement of the scenario `drill` speaks of: `drill.store-kill`. */
export function drillOf({ metric }: Pick<Requirement, 'metric'>): string {
  return metric.split('.').slice(0, 2).join('.');
}

/** The scenario a requirement's metric comes from: the first word of the metric; null for anything else. */
export function scenarioOfRequirement(requirement: Pick<Requirement, 'metric'>): ScenarioId | null {
  const first = requirement.metric.split('.')[0];
  return scenarioIds.find((id) => id === first) ?? null;
}
