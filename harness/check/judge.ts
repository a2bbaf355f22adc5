import type { Artefacts } from '../record/artefacts.ts';
import type { Requirement } from '../schema/requirement.ts';
import type { Metric, RequirementResult } from '../schema/result.ts';
import { applyShare } from './apply-share.ts';
import { checkers } from './checkers/index.ts';
import { figureShare } from './figure-share.ts';
import type { Finding } from './finding.ts';
import { noEvidence } from './finding.ts';
import { shortageOf } from './measured-evidence.ts';
import { appliesTo, whyNotTested } from './needs.ts';
import { partOfRequirement } from './part-of-requirement.ts';
import { safe } from './safe.ts';
import type { ValidityOutcome } from './validity-outcome.ts';

/** Judges every requirement of the plan that applies to its size, in the set's order. Pure. */
export function judge(
  artefacts: Artefacts,
  metrics: ReadonlyMap<string, Metric>,
  validity: readonly ValidityOutcome[],
): readonly RequirementResult[] {
  const { requirements } = artefacts.plan.requirementSet;
  return requirements
    .filter((requirement) => appliesTo(requirement, artefacts.plan.size))
    .map((requirement) => ({ ...requirement, ...judgeOne(requirement, artefacts, metrics, validity) }));
}

function judgeOne(
  requirement: Requirement,
  artefacts: Artefacts,
  metrics: ReadonlyMap<string, Metric>,
  validity: readonly ValidityOutcome[],
): Finding {
  const untested = whyNotTested(requirement, artefacts.plan);
  if (untested !== null)
    return { ...noEvidence(requirement, 'none'), reading: 'not-tested', reason: untested, evidence: [] };
  const checker = checkers.get(requirement.checker);
  if (checker === undefined) return noEvidence(requirement, requirement.checker, 'unknown-checker');
  const found = safe(checker)({ metrics, artefacts }, requirement);
  const supported = requireEvidence(found, requirement, artefacts, metrics);
  const scenario = partOfRequirement(requirement, artefacts);
  if (scenario === null) return supported;
  return invalidate(
    applyShare(supported, requirement, figureShare(artefacts, scenario, requirement)),
    validity.find((rule) => breaks(rule) && rule.scenarios.includes(scenario)),
  );
}

/** True when the check means that load, faults or ledger were not what they should have been. */
export function breaks(rule: ValidityOutcome): boolean {
  return rule.check.state === 'failed' && rule.check.moves === 'both';
}

/** A broken measurement neither praises nor blames. */
function invalidate(found: Finding, broken: ValidityOutcome | undefined): Finding {
  if (broken === undefined || found.reading === 'not-proven') return found;
  return {
    ...found,
    reading: 'not-proven',
    reason: { code: 'invalid', values: { check: broken.check.id } },
  };
}

/** A "meets" needs all the evidence the requirement asks for; a proven miss does not. */
function requireEvidence(
  found: Finding,
  requirement: Requirement,
  artefacts: Artefacts,
  metrics: ReadonlyMap<string, Metric>,
): Finding {
  if (found.reading !== 'meets' && found.reading !== 'meets-narrowly') return found;
  const short = shortageOf(requirement, artefacts, metrics);
  if (short === null) return found;
  return { ...found, reading: 'not-proven', reason: { code: 'too-few', values: { ...short } } };
}
