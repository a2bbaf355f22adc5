import { drillPrefix } from '../schema/faults.ts';
import type { Requirement } from '../schema/requirement.ts';
import { type RunPlan, type ScenarioId, type ScenarioPlan, type Size, sizes } from '../schema/run-plan.ts';
import { scenarioPlan } from '../schema/size-plan.ts';
import type { Finding } from './finding.ts';
import { drillOf, scenarioOfRequirement } from './scenario-of-requirement.ts';

/**
 * Why a requirement can't be judged by this run, or null when it can: the vendor's capabilities, the connection
 * mode, what was selected, and what this size plans (design §4.2, §4.4).
 */
export function whyNotTested(requirement: Requirement, plan: RunPlan): Finding['reason'] | null {
  const { capability } = requirement.needs;
  if (capability !== undefined && !plan.vendor.capabilities.some((own) => own === capability))
    return { code: 'missing-capability', values: { capability } };
  const scenario = scenarioOfRequirement(requirement);
  if (scenario === null) return null;
  const mode = plan.vendor.connectionMode;
  // Readings need the harness in Meta's place; api-only keeps what goes through the vendor's own API.
  const blind = mode === 'field' || mode === 'ui-only';
  const noMeta = mode === 'api-only' && metaScenarios.includes(scenario);
  if (blind || noMeta) return { code: 'connection-mode', values: { mode } };
  const planned = plan.scenarios.find((candidate) => candidate.id === scenario);
  if (planned === undefined) return { code: 'not-selected', values: { scenario } };
  if (
    planned.fault !== undefined &&
    drillOf(requirement) !== drillPrefix(planned.fault) &&
    scenario === 'drill'
  )
    return { code: 'not-selected', values: { scenario: drillOf(requirement) } };
  if (requirement.sizes.includes(plan.size) && enough(requirement, planned)) return null;
  const bigger = sizesThatJudge(requirement);
  const rehearsal = requirement.needs.hours !== undefined && scenario === 'shift';
  return {
    code: rehearsal ? 'rehearsal' : 'needs-size',
    values: { sizes: bigger.join('|'), ...(rehearsal ? { hours: requirement.needs.hours ?? 0 } : {}) },
  };
}

/** Scenarios whose figures come from what the mock received. */
const metaScenarios: readonly ScenarioId[] = ['rush', 'failover', 'campaign', 'orders'];

/** Sizes at which the requirement applies and whose plan holds enough evidence. */
export function sizesThatJudge(requirement: Requirement): readonly Size[] {
  const scenario = scenarioOfRequirement(requirement);
  return sizes.filter(
    (size) =>
      requirement.sizes.includes(size) &&
      (scenario === null || enough(requirement, scenarioPlan(scenario, size))),
  );
}

/** A line of a smaller size only (smoke's own must-haves at standard) is not part of this run at all. */
export function appliesTo(requirement: Requirement, size: Size): boolean {
  return requirement.sizes.some((own) => sizes.indexOf(own) >= sizes.indexOf(size));
}

function enough(requirement: Requirement, planned: ScenarioPlan): boolean {
  const { samples = 0, minutes = 0, trials = 0, hours = 0 } = requirement.needs;
  return (
    planned.samples >= samples &&
    planned.minutes >= minutes &&
    planned.trials >= trials &&
    planned.hours >= hours
  );
}
