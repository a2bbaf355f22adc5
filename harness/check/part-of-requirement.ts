import type { Artefacts } from '../record/artefacts.ts';
import type { Requirement } from '../schema/requirement.ts';
import type { MeasuredPart } from './phase-of.ts';
import { scenarioOfRequirement } from './scenario-of-requirement.ts';

/** The part a requirement's figure was measured in; `script` for the plan of a script of one's own; null for the run as a whole. */
export function partOfRequirement(
  requirement: Pick<Requirement, 'metric'>,
  artefacts: Pick<Artefacts, 'plans'>,
): MeasuredPart | null {
  const scenario = scenarioOfRequirement(requirement);
  if (scenario !== null) return scenario;
  return artefacts.plans.has(requirement.metric.split('.')[0] ?? '') ? 'script' : null;
}
