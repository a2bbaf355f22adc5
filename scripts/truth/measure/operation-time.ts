import type { EngineEvent, EngineSample } from '../../../harness/schema/artefacts.ts';
import type { BehaviourKind } from '../../../vendors/contract/behaviours.ts';
import type { Measure, Played } from '../row.ts';
import { tolerance } from '../tolerance.ts';
import { loggedHold } from './logged-hold.ts';
import { percentile } from './percentile.ts';

/**
 * A step of the agents' operations under a weakness at their requests: its median in the hours `from` … 8 beside the median
 * hold of the log. Nothing is subtracted: what the SCRM itself needs for the request must fit into the resolution.
 */
export function heldStep(
  run: Played,
  kind: BehaviourKind,
  options: { readonly step: string; readonly from: number; readonly nominal: number },
): Measure {
  const times = run
    .lines<EngineEvent>('engine-')
    .filter(
      (event): event is EngineSample =>
        event.kind === 'sample' && event.metric === 'sp_shift_op' && event.tags.step === options.step,
    )
    // The tag counts hours from 0.
    .filter(({ tags }) => Number(tags.hour) + 1 >= options.from)
    .map(({ value }) => value);
  const planted = loggedHold(run, kind);
  return {
    name: `step ${options.step}, median`,
    unit: 'ms',
    nominal: options.nominal,
    planted,
    measured: percentile(times, 0.5),
    low: null,
    high: null,
    allowed: planted * tolerance.relative + tolerance.requestResolutionMs,
  };
}
