import { insideWord } from './grams.ts';

/**
 * True when `text` holds `query`, both normalised: the query as it stands, not beginning or ending inside a longer word
 * ("refund" is not in "refunds"; "환불" is in "환불을").
 */
export function holdsPhrase(text: string, query: string): boolean {
  for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + 1)) {
    if (!insideWord(text, at) && !insideWord(text, at + query.length)) return true;
  }
  return false;
}
