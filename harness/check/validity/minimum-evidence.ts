import { causeOf } from '../cause.ts';
import { shortageOf } from '../measured-evidence.ts';
import { appliesTo, whyNotTested } from '../needs.ts';
import { measuredParts, scenariosRun } from '../phase-of.ts';
import { scenarioOfRequirement } from '../scenario-of-requirement.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';

/**
 * Requirements of this size with fewer samples, minutes, trials or hours than they need. A warning: each reading says
 * itself what is not proven, and a proven miss needs no more.
 */
export const minimumEvidence: ValidityRule = (artefacts, metrics) => {
  const { plan } = artefacts;
  const judged = plan.requirementSet.requirements.filter(
    (requirement) => appliesTo(requirement, plan.size) && whyNotTested(requirement, plan) === null,
  );
  if (judged.length === 0) return null;
  const short = judged.flatMap((requirement) => {
    const shortage = shortageOf(requirement, artefacts, metrics);
    return shortage === null ? [] : [{ requirement: requirement.id, ...shortage }];
  });
  const ran = scenariosRun(artefacts);
  const nothing = judged.every((requirement) => {
    const scenario = scenarioOfRequirement(requirement);
    return scenario !== null && !ran.includes(scenario);
  });
  const value = nothing ? null : short.length;
  const state = stateOf(value, Number.POSITIVE_INFINITY, 0);
  const worst = short.sort((a, b) => a.had / a.needed - b.had / b.needed)[0];
  return {
    check: {
      id: 'minimum-evidence',
      value,
      limit: 0,
      unit: 'count',
      state,
      moves: 'both',
      cause: causeOf('minimum-evidence', state, { short: short.length, ...worst }),
    },
    scenarios: measuredParts,
  };
};
