import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JudgedReading, merge, mergeAll } from '../../../harness/check/lattice.ts';

const reading = fc.constantFrom<JudgedReading>('meets', 'meets-narrowly', 'not-proven', 'does-not-meet');

test('does not meet > not proven > meets narrowly > meets', () => {
  expect(mergeAll(['meets', 'meets'])).toBe('meets');
  expect(mergeAll(['meets', 'meets-narrowly'])).toBe('meets-narrowly');
  expect(mergeAll(['not-proven', 'meets-narrowly'])).toBe('not-proven');
  expect(mergeAll(['not-proven', 'does-not-meet', 'meets'])).toBe('does-not-meet');
  expect(mergeAll([])).toBe('not-proven');
});

test('merging is commutative, associative and idempotent', () => {
  fc.assert(
    fc.property(reading, reading, reading, (a, b, c) => {
      expect(merge(a, b)).toBe(merge(b, a));
      expect(merge(merge(a, b), c)).toBe(merge(a, merge(b, c)));
      expect(merge(a, a)).toBe(a);
    }),
  );
});

test('the fold does not depend on order', () => {
  fc.assert(
    fc.property(fc.array(reading, { minLength: 1 }), (readings) => {
      expect(mergeAll([...readings].reverse())).toBe(mergeAll(readings));
    }),
  );
});
