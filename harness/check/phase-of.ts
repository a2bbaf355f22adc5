import type { Artefacts, LoopSecond, MachineUse, PlanRecord, ProcessUse } from '../record/artefacts.ts';
import { scenarioOf } from '../record/mock-fold.ts';
import { phaseAt } from '../record/phases.ts';
import { type ScenarioId, scenarioIds } from '../schema/run-plan.ts';

/** What is measured: a scenario of the house, or the user's own script (`stormproof run`). */
export type MeasuredPart = ScenarioId | 'script';
export const measuredParts = [...scenarioIds, 'script'] as const satisfies readonly MeasuredPart[];

/** Parts with arrival plans: the mock plays their asks. */
export const askScenarios = [
  'rush',
  'failover',
  'drill',
  'script',
] as const satisfies readonly MeasuredPart[];

/** Plans that are never judged. */
const unjudged: readonly string[] = ['null', 'warmup'];

/** Arrival plans of a part, ascending by id. A script's plans may have any name of their own. */
export function plansOf(artefacts: Artefacts, part: MeasuredPart): readonly PlanRecord[] {
  return [...artefacts.plans.values()]
    .filter((plan) => partOf(plan.id) === part)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function partOf(plan: string): MeasuredPart | null {
  const name = scenarioOf(plan);
  if (unjudged.includes(name)) return null;
  return scenarioIds.find((id) => id === name) ?? 'script';
}

/** Parts that left any trace: a phase of their name, or a plan. */
export function scenariosRun(artefacts: Artefacts): readonly MeasuredPart[] {
  return measuredParts.filter(
    (id) => artefacts.phases.some((phase) => phase.name === id) || plansOf(artefacts, id).length > 0,
  );
}

/** Seconds of an event loop that fall into a scenario's phase. */
export function loopIn(
  artefacts: Artefacts,
  seconds: readonly LoopSecond[],
  scenario: MeasuredPart,
): readonly LoopSecond[] {
  return seconds.filter((second) => phaseAt(artefacts.phases, second.atNs) === scenario);
}

export function processesIn(artefacts: Artefacts, scenario: MeasuredPart): readonly ProcessUse[] {
  return artefacts.processes.filter((use) => use.phase === scenario);
}

export function machineIn(artefacts: Artefacts, scenario: MeasuredPart): MachineUse | null {
  return artefacts.machine.find((use) => use.phase === scenario) ?? null;
}

/** Cores of the machine the run was measured on; null when the plan does not say. */
export function coresOf(artefacts: Artefacts): number | null {
  const { cores } = artefacts.plan.provenance.machine;
  return typeof cores === 'number' && cores > 0 ? cores : null;
}
