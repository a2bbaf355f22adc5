import { type Checker, noEvidence } from './finding.ts';

/** A checker that throws proves nothing: its exception becomes "not proven" with the message beside it. */
export function safe(checker: Checker): Checker {
  return (evidence, requirement) => {
    try {
      return checker(evidence, requirement);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const empty = noEvidence(requirement, requirement.checker, 'checker-failed');
      return { ...empty, reason: { code: 'checker-failed', values: { message } } };
    }
  };
}
