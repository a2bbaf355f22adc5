import type { Artefacts } from '../record/artefacts.ts';
import type { Requirement } from '../schema/requirement.ts';
import type { Metric, RequirementResult } from '../schema/result.ts';

/** What a checker reads: the flat metrics, and the folded run where a metric is not enough. */
export interface Evidence {
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly artefacts: Artefacts;
}

/** A checker's answer: the fields of a requirement result that are not the requirement's own. */
export type Finding = Pick<
  RequirementResult,
  'n' | 'value' | 'interval' | 'method' | 'margin' | 'reading' | 'reason' | 'evidence'
>;

/** Pure: same evidence and requirement, same finding. Empty evidence reads "not proven". */
export type Checker = (evidence: Evidence, requirement: Requirement) => Finding;

/** A finding without a figure. */
export function noEvidence(requirement: Requirement, method: string, code = 'no-evidence'): Finding {
  return {
    n: 0,
    value: null,
    interval: null,
    method,
    margin: null,
    reading: 'not-proven',
    reason: { code, values: { metric: requirement.metric } },
    evidence: [requirement.metric],
  };
}
