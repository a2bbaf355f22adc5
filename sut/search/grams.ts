import { kindOf, separator, word } from './characters.ts';

/** Pairs of code units lie below, hashes of words above: 2^32 … 2^52, exact as a number. */
const wordBase = 2 ** 32;

/**
 * The grams of a normalised text: every two neighbouring units of a dense run, every whole word of the rest. A text that
 * contains a query (matcher.ts) has all grams of that query; the reverse is checked on the text itself.
 */
export function eachGram(text: string, visit: (gram: number) => void): void {
  let at = 0;
  while (at < text.length) {
    const kind = kindOf(text.charCodeAt(at));
    const from = at;
    do at += 1;
    while (at < text.length && kindOf(text.charCodeAt(at)) === kind);
    if (kind === separator) continue;
    if (kind === word) {
      visit(wordGram(text, from, at));
      continue;
    }
    for (let i = from + 1; i < at; i += 1) visit(text.charCodeAt(i - 1) * 65_536 + text.charCodeAt(i));
  }
}

/** Distinct grams, ascending. */
export function gramsOf(text: string): readonly number[] {
  const grams = new Set<number>();
  eachGram(text, (gram) => grams.add(gram));
  return [...grams].sort((a, b) => a - b);
}

/** True when the unit at `at` and the one before it belong to one word. */
export function insideWord(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  return kindOf(text.charCodeAt(at)) === word && kindOf(text.charCodeAt(at - 1)) === word;
}

/** Two 32-bit FNV-1a hashes, 52 bits kept. A collision costs a look at a text, never a wrong result. */
function wordGram(text: string, from: number, to: number): number {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = from; i < to; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b);
  }
  return wordBase + (a >>> 0) * 524_288 + ((b >>> 0) & 0x7ffff);
}
