import type { TimePart } from '../../../schema/artefacts.ts';
import type { Histogram } from '../../../stats/histogram.ts';
import { recordName } from './scenario-states.ts';
import { type Operation, operations } from './scenario-times.ts';
import type { ScenarioState } from './test-state.ts';

/** One histogram of a scenario's times, under the name it has in events and files. */
export interface NamedTimes {
  readonly scenario: string;
  readonly operation: Operation;
  readonly part: TimePart;
  readonly histogram: Histogram;
}

const parts: readonly TimePart[] = ['response', 'service', 'lateness'];

/** Every histogram that holds something. */
export function namedTimes(
  states: readonly ScenarioState[],
  scenarioId: string | null,
): readonly NamedTimes[] {
  return states.flatMap(({ config, times }) =>
    operations.flatMap((operation) =>
      parts.flatMap((part): readonly NamedTimes[] => {
        const histogram = times[operation][part];
        if (histogram.total === 0) return [];
        return [{ scenario: recordName(scenarioId, config.name, states.length), operation, part, histogram }];
      }),
    ),
  );
}
