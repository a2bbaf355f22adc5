import type { BehaviourKind } from '../../../vendors/contract/behaviours.ts';
import type { Played } from '../row.ts';
import { percentile } from './percentile.ts';

/** Median of the times that the log of `kind` says it held something, ms; since `plan` began, or all of it. Throws without any. */
export function loggedHold(run: Played, kind: BehaviourKind, plan?: string): number {
  return percentile(
    run.log(kind, plan).map(({ heldUs }) => heldUs / 1000),
    0.5,
  );
}
