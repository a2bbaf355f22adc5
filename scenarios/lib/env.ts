export type Size = 'smoke' | 'standard' | 'full';

/** A required variable of `__ENV`, without a trailing slash. */
export function url(name: string): string {
  const value = __ENV[name];
  if (!value) throw new Error(`${name} is not set`);
  return value.replace(/\/$/, '');
}

/** A whole or decimal number of `__ENV`, or the fallback. */
export function number(name: string, fallback: number): number {
  const text = __ENV[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`${name}: ${text}: must be a number`);
  return value;
}

/** A text of `__ENV`, or the fallback. */
export function text(name: string, fallback: string): string {
  return __ENV[name] || fallback;
}

/** One of the words allowed, or the first of them when the variable is not set. */
export function choice<Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word {
  const text = __ENV[name];
  if (text === undefined || text === '') return words[0];
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) throw new Error(`${name}: ${text}: must be one of ${words.join(', ')}`);
  return word;
}

export const seed: number = number('SP_SEED', 1);
export const size: Size = choice('SP_SIZE', ['smoke', 'standard', 'full']);
