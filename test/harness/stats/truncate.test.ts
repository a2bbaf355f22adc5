import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ratio, truncateTowardBad } from '../../../harness/stats/truncate.ts';

test('99.996 % never prints as 100 %, one loss in a million never as 0', () => {
  expect(truncateTowardBad(0.99996, 4, 'low')).toBe(0.9999);
  expect(truncateTowardBad(0.000001, 4, 'high')).toBe(0.0001);
  expect(truncateTowardBad(1e-15, 4, 'high')).toBe(0.0001);
});

test('a figure with fewer digits stays itself in spite of binary fractions', () => {
  expect([0.07, 0.29, 2.3].map((value) => truncateTowardBad(value, 2, 'low'))).toEqual([0.07, 0.29, 2.3]);
  expect([0.07, 0.29, 2.3].map((value) => truncateTowardBad(value, 2, 'high'))).toEqual([0.07, 0.29, 2.3]);
});

test('never better than the figure', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1000, noNaN: true }), (value) => {
      expect(truncateTowardBad(value, 3, 'low')).toBeLessThanOrEqual(value + 1e-6);
      expect(truncateTowardBad(value, 3, 'high')).toBeGreaterThanOrEqual(value - 1e-6);
    }),
  );
});

test('a ratio needs a whole', () => {
  expect([ratio(1, 4), ratio(0, 0)]).toEqual([0.25, null]);
});
