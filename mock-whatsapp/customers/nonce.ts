import { createRandom } from '../lib/random.ts';

/** Nonces of one plan: a two-character tag and the ask's index. No English word or number looks like one. */
export interface Nonces {
  of(index: number): string;
  /** The index a word encodes, or null. */
  indexOf(word: string): number | null;
}

const digits = '23456789';
const letters = 'bcdfghjkmnpqrstvwxz';
/** Digits of the index: asks 0 … 1,679,615 give nonces of six characters, later ones longer. */
const indexDigits = 4;
const noncePattern = /^[2-9][bcdfghjkmnpqrstvwxz][0-9a-z]{4,9}$/;

/** Seeded by the plan, so that a plan always says the same words. */
export function createNonces(seed: number): Nonces {
  const random = createRandom(seed ^ 0x5bd1e995);
  const tag = `${digits[random.integer(digits.length)]}${letters[random.integer(letters.length)]}`;
  return {
    of: (index) => `${tag}${index.toString(36).padStart(indexDigits, '0')}`,
    indexOf(word) {
      if (!word.startsWith(tag) || !noncePattern.test(word)) return null;
      return Number.parseInt(word.slice(tag.length), 36);
    },
  };
}
