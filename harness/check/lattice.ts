import type { Reading } from '../schema/result.ts';

export type JudgedReading = Exclude<Reading, 'not-tested'>;

/** From harmless to dominant (design §4.4). */
const order: readonly JudgedReading[] = ['meets', 'meets-narrowly', 'not-proven', 'does-not-meet'];

/** The dominant of two readings: a join, so order and repetition do not matter. */
export function merge(a: JudgedReading, b: JudgedReading): JudgedReading {
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}

/** Folds readings; without any reading nothing is proven. */
export function mergeAll(readings: readonly JudgedReading[]): JudgedReading {
  const [first, ...rest] = readings;
  return first === undefined ? 'not-proven' : rest.reduce(merge, first);
}
