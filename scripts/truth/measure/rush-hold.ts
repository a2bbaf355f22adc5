import type { BehaviourKind } from '../../../vendors/contract/behaviours.ts';
import type { Measure, Played } from '../row.ts';
import { tolerance } from '../tolerance.ts';
import { loggedHold } from './logged-hold.ts';

/** The rush's median response beside the median hold of the log; the SCRM's own time is within the tolerance. */
export function rushHold(run: Played, kind: BehaviourKind, nominal: number): Measure {
  const planted = loggedHold(run, kind, 'rush');
  const found = run.result.metrics['rush.response.p50'];
  return {
    name: 'rush.response.p50',
    unit: 'ms',
    nominal,
    planted,
    measured: found?.value ?? null,
    low: found?.low ?? null,
    high: found?.high ?? null,
    allowed: planted * tolerance.relative + tolerance.resolutionMs.centre,
  };
}
