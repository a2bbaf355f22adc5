import type { EngineEvent, EngineSample } from '../../../harness/schema/artefacts.ts';
import type { BehaviourKind } from '../../../vendors/contract/behaviours.ts';
import type { Measure, Played } from '../row.ts';
import { tolerance } from '../tolerance.ts';
import { percentile } from './percentile.ts';

/**
 * What a weakness at the agents' requests adds to a step: median of the step while it acts (hours `from` … 8) minus the
 * median in the hours `normal`, beside the median hold of the log.
 */
export function addedToStep(
  run: Played,
  kind: BehaviourKind,
  options: {
    readonly step: string;
    readonly normal: readonly [number, number];
    readonly from: number;
    readonly nominal: number;
  },
): Measure {
  const times = run
    .lines<EngineEvent>('engine-')
    .filter(
      (event): event is EngineSample =>
        event.kind === 'sample' && event.metric === 'sp_shift_op' && event.tags.step === options.step,
    );
  const hours = (low: number, high: number): readonly number[] =>
    times
      // The tag counts hours from 0.
      .filter(({ tags }) => Number(tags.hour) + 1 >= low && Number(tags.hour) + 1 <= high)
      .map(({ value }) => value);
  const slow = percentile(hours(options.from, 8), 0.5);
  const normal = percentile(hours(...options.normal), 0.5);
  const planted = percentile(
    run.log(kind).map(({ heldUs }) => heldUs / 1000),
    0.5,
  );
  return {
    name: `added to step ${options.step}, median`,
    unit: 'ms',
    nominal: options.nominal,
    planted,
    measured: slow - normal,
    low: null,
    high: null,
    allowed: planted * tolerance.relative + tolerance.requestResolutionMs,
  };
}
