import { type Behaviour, noEffect, onsetOrdinal, type PlannedWork } from './behaviour.ts';

/**
 * Of the answers from the onset on, every `every`th is never sent: of n such answers exactly floor(n / every).
 * Onset = share of the planned answers.
 */
export function drop(size: { readonly every: number }, onset: number, planned: PlannedWork): Behaviour {
  const first = onsetOrdinal(onset, planned);
  return ({ ordinal }) => {
    if (ordinal < first || (ordinal - first + 1) % size.every !== 0) return noEffect;
    return { holdMs: 0, copies: 0 };
  };
}
