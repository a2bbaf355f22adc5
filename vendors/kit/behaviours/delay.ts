import type { HoldSize } from '../../contract/behaviours.ts';
import { type Behaviour, begun, noEffect, type PlannedWork } from './behaviour.ts';
import { holdAt } from './draw.ts';

/** Every answer from the onset on is held as `size` draws it. Onset = share of the planned answers. */
export function delay(size: HoldSize, onset: number, planned: PlannedWork, seed = 1): Behaviour {
  return (answer) =>
    begun(answer, onset, planned) ? { holdMs: holdAt(size, seed, answer.ordinal), copies: 1 } : noEffect;
}
