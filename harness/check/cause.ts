import type { ValidityCheckId } from '../schema/codes.ts';
import type { ValidityCheck } from '../schema/result.ts';

/** Cause of a check in that state: one code for every good one, one for what was not measured, else the check's own. */
export function causeOf(
  id: ValidityCheckId,
  state: ValidityCheck['state'],
  values: ValidityCheck['cause']['values'],
): ValidityCheck['cause'] {
  const code = state === 'ok' ? 'ok' : state === 'unknown' ? 'not-measured' : id;
  return { code, values };
}
