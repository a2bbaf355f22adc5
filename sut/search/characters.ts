/**
 * Kinds of UTF-16 code units for search. `dense`: scripts written without spaces between words (Han, Hangul syllables
 * with their attached particles, kana, Thai …), and surrogates, so that rare Han and emoji are found too. `word`: letters,
 * digits and marks of all other scripts. Everything else separates.
 */
export const separator = 1;
export const word = 2;
export const dense = 3;

const denseScripts =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]/u;
const wordCharacters = /[\p{L}\p{N}\p{M}]/u;

/** Filled as units are met; 0 = not met yet. */
const kinds = new Uint8Array(65_536);

export function kindOf(unit: number): number {
  const known = kinds[unit];
  if (known) return known;
  const kind = classify(unit);
  kinds[unit] = kind;
  return kind;
}

function classify(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return dense;
  const character = String.fromCharCode(unit);
  if (denseScripts.test(character)) return dense;
  return wordCharacters.test(character) ? word : separator;
}
