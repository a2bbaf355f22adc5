import type { SearchHit } from '../../vendors/contract/client.ts';
import type { PlantedTerm } from '../../vendors/contract/history.ts';

/** A planted term with the number of messages that hold it in the store that is searched. */
export interface SearchTerm extends PlantedTerm {
  readonly planted: number;
}

let parsed: readonly SearchTerm[] | null = null;

/** SP_SEARCH_TERMS: JSON, made by the harness from the history it loaded. Eighteen terms: 5 and 18 have no common factor. */
export function searchTerms(): readonly SearchTerm[] {
  if (parsed === null) {
    const text = __ENV.SP_SEARCH_TERMS;
    if (!text) throw new Error('SP_SEARCH_TERMS is not set: the terms of the history that was loaded');
    parsed = JSON.parse(text) as readonly SearchTerm[];
  }
  return parsed;
}

const slotsPerRound = 20;

/** True when the conversation with that ordinal holds the term (the rule is told in vendors/contract/history.ts). */
export function holds(term: PlantedTerm, ordinal: number): boolean {
  const slot = (ordinal % slotsPerRound) - term.firstSlot;
  if (slot < 0 || slot >= term.slots) return false;
  const k = Math.floor(ordinal / slotsPerRound) * term.slots + slot;
  return term.period === 0 ? term.listed.includes(k) : k % term.period === term.phase;
}

/**
 * True when the result is what was planted: as many different messages as there are, at most `limit`, and every one of
 * them a message that holds the term. Messages carry their conversation's ordinal as `#ordinal`. Order is not looked at.
 */
export function asExpected(term: SearchTerm, hits: readonly SearchHit[], limit: number): boolean {
  if (hits.length !== Math.min(limit, term.planted)) return false;
  const ordinals = new Set(hits.map(({ text }) => Number(/#(\d+)/.exec(text)?.[1] ?? -1)));
  return (
    ordinals.size === hits.length && [...ordinals].every((ordinal) => ordinal >= 0 && holds(term, ordinal))
  );
}
