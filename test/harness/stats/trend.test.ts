import fc from 'fast-check';
import { expect, test } from 'vitest';
import { medianOf, quantileOf } from '../../../harness/stats/median.ts';
import { kendallVariance, trend } from '../../../harness/stats/trend.ts';

const steps = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

test('a straight line is found although 2 of 10 points are far off', () => {
  const values = steps(10).map((t) => 3 + 2 * t);
  values[4] = 1000;
  values[7] = -1000;
  const found = trend(steps(10), values);
  expect(found?.slope).toBe(2);
  expect(found?.intercept).toBe(3);
});

test('Mann–Kendall variance: n = 10 without ties 125; two ties of two less', () => {
  expect(kendallVariance(steps(10))).toBe((10 * 9 * 25) / 18);
  expect(kendallVariance([1, 1, 2, 2])).toBeCloseTo((4 * 3 * 13 - 2 * (2 * 1 * 9)) / 18);
});

test('ten rising values: p = 2·(1 − Φ(44/√125)) = 0.00008', () => {
  expect(trend(steps(10), steps(10))?.pValue).toBeCloseTo(0.000083, 6);
});

test('no trend: the interval holds zero; fewer than 8 points: no trend at all', () => {
  const flat = trend(
    steps(20),
    steps(20).map((t) => (t % 2 === 0 ? 5 : 6)),
  );
  expect(flat?.low).toBeLessThanOrEqual(0);
  expect(flat?.high).toBeGreaterThanOrEqual(0);
  expect(trend(steps(7), steps(7))).toBeNull();
});

test('adding a constant leaves the slope, and the slope lies in its interval', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 8, maxLength: 30 }),
      (values) => {
        const times = steps(values.length);
        const plain = trend(times, values);
        const lifted = trend(
          times,
          values.map((value) => value + 500),
        );
        expect(lifted?.slope).toBeCloseTo(plain?.slope ?? 0, 9);
        expect(plain?.low ?? 0).toBeLessThanOrEqual(plain?.slope ?? 0);
        expect(plain?.high ?? 0).toBeGreaterThanOrEqual(plain?.slope ?? 0);
      },
    ),
  );
});

test('medians and nearest ranks', () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([])]).toEqual([2, 2.5, null]);
  expect(quantileOf([5, 1, 4, 2, 3], 0.99)).toBe(5);
});
