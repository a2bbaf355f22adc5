import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';

/** What a capacity search raised, and how its loads are told. */
export interface CapacityLoad {
  readonly ramp: 'rate' | 'agents';
  /** "150/s", or a number of people. */
  figure(value: number): string;
  /** The same inside a sentence: "80 agents". */
  told(value: number): string;
}

/** The load of a result's search, by the metrics it holds. */
export function capacityLoad(result: Result, text: Text): CapacityLoad {
  const perSec = (value: number) => text.format.value(value, 'per-second', 'down');
  if (!Object.hasOwn(result.metrics, 'capacity.sustained.agents'))
    return { ramp: 'rate', figure: perSec, told: perSec };
  const people = (value: number) => text.format.number(value);
  return {
    ramp: 'agents',
    figure: people,
    told: (value) => text.t('capacity.agents-of', { n: people(value) }),
  };
}
