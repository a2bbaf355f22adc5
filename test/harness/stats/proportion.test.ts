import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clopperPearson,
  lowerBound,
  upperBound,
  zeroEventsBound,
} from '../../../harness/stats/proportion.ts';

test('Clopper–Pearson: published values', () => {
  // R: binom.test(1, 10)$conf.int = 0.002528579 0.445016117
  const one = clopperPearson(1, 10);
  expect(one.low).toBeCloseTo(0.002528579, 8);
  expect(one.high).toBeCloseTo(0.445016117, 8);
  // R: binom.test(682, 925)$conf.int = 0.7076683 0.7654066 (the example of ?binom.test, Conover 1971)
  const mendel = clopperPearson(682, 925);
  expect(mendel.low).toBeCloseTo(0.7076683, 6);
  expect(mendel.high).toBeCloseTo(0.7654066, 6);
  // R: binom.test(0, 10)$conf.int = 0 0.3084971
  expect(clopperPearson(0, 10)).toMatchObject({ low: 0 });
  expect(clopperPearson(0, 10).high).toBeCloseTo(0.3084971, 6);
});

test('rule of three: 0 of 2 995 733 proves less than 1 ppm at 95 %', () => {
  expect(zeroEventsBound(2_995_733)).toBeLessThanOrEqual(1e-6 * (1 + 1e-6));
  expect(zeroEventsBound(3000)).toBeCloseTo(3 / 3000, 5);
  expect(zeroEventsBound(0)).toBe(1);
});

test('30 of 30 supports less than 9.5 % failing at 95 % (design §4.8)', () => {
  expect(upperBound(0, 30)).toBeCloseTo(0.095, 3);
  expect(lowerBound(30, 30)).toBeCloseTo(0.905, 3);
});

test('bounds hold the proportion between them and tighten with n', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const k = Math.round(share * n);
      expect(lowerBound(k, n)).toBeLessThanOrEqual(k / n);
      expect(upperBound(k, n)).toBeGreaterThanOrEqual(k / n);
      expect(upperBound(k * 10, n * 10)).toBeLessThanOrEqual(upperBound(k, n) + 1e-12);
    }),
    { numRuns: 50 },
  );
});

test('nothing measured tells nothing', () => {
  expect(clopperPearson(0, 0)).toMatchObject({ low: 0, high: 1 });
  expect([lowerBound(0, 0), upperBound(0, 0)]).toEqual([0, 1]);
});
