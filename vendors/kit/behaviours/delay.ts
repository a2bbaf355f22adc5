import { type Behaviour, noEffect, onsetOrdinal, type PlannedWork } from './behaviour.ts';

/** Every answer from the onset on is held for `ms`. Onset = share of the planned answers. */
export function delay(size: { readonly ms: number }, onset: number, planned: PlannedWork): Behaviour {
  const first = onsetOrdinal(onset, planned);
  return ({ ordinal }) => (ordinal < first ? noEffect : { holdMs: size.ms, copies: 1 });
}
