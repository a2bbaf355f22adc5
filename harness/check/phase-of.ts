import type { Artefacts, LoopSecond, MachineUse, PlanRecord, ProcessUse } from '../record/artefacts.ts';
import { scenarioOf } from '../record/mock-fold.ts';
import { phaseAt } from '../record/phases.ts';
import { type ScenarioId, scenarioIds } from '../schema/run-plan.ts';

/** Scenarios with arrival plans: the mock plays their asks. */
export const askScenarios = ['rush', 'failover'] as const satisfies readonly ScenarioId[];

/** Arrival plans of a scenario, ascending by id. */
export function plansOf(artefacts: Artefacts, scenario: ScenarioId): readonly PlanRecord[] {
  return [...artefacts.plans.values()]
    .filter((plan) => scenarioOf(plan.id) === scenario)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Scenarios that left any trace: a phase of their name, or a plan. */
export function scenariosRun(artefacts: Artefacts): readonly ScenarioId[] {
  return scenarioIds.filter(
    (id) => artefacts.phases.some((phase) => phase.name === id) || plansOf(artefacts, id).length > 0,
  );
}

/** Seconds of an event loop that fall into a scenario's phase. */
export function loopIn(
  artefacts: Artefacts,
  seconds: readonly LoopSecond[],
  scenario: ScenarioId,
): readonly LoopSecond[] {
  return seconds.filter((second) => phaseAt(artefacts.phases, second.atNs) === scenario);
}

export function processesIn(artefacts: Artefacts, scenario: ScenarioId): readonly ProcessUse[] {
  return artefacts.processes.filter((use) => use.phase === scenario);
}

export function machineIn(artefacts: Artefacts, scenario: ScenarioId): MachineUse | null {
  return artefacts.machine.find((use) => use.phase === scenario) ?? null;
}

/** Cores of the machine the run was measured on; null when the plan does not say. */
export function coresOf(artefacts: Artefacts): number | null {
  const { cores } = artefacts.plan.provenance.machine;
  return typeof cores === 'number' && cores > 0 ? cores : null;
}
