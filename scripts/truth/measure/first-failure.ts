import type { BehaviourKind } from '../../../vendors/contract/behaviours.ts';
import type { Measure, Played } from '../row.ts';

/** Uploads under way at once: their order of arrival may differ from their index by so many. */
const atOnce = 10;

/** Index of the first failed upload beside the ordinal at which the log first refused one. */
export function firstFailure(run: Played, kind: BehaviourKind, nominal: number): Measure {
  const measured = run.metric('media.first_failure_index');
  return {
    name: 'media.first_failure_index',
    unit: 'index',
    nominal,
    planted: Math.min(...run.log(kind).map(({ i }) => i)),
    measured,
    low: null,
    high: null,
    allowed: atOnce,
  };
}
