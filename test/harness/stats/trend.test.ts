import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kendallS, kendallVariance } from '../../../harness/stats/mann-kendall.ts';
import { medianOf, quantileOf } from '../../../harness/stats/median.ts';
import { seededRandom } from '../../../harness/stats/random.ts';
import { trend } from '../../../harness/stats/trend.ts';
import { nile } from './support/nile.ts';

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
  expect(trend(steps(10), steps(10))?.independentPValue).toBeCloseTo(0.000083, 6);
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

test('the Nile 1871–1970: S, variance, p and slope as pymannkendall 1.4 gives them', () => {
  expect(kendallS(nile)).toBe(-1387);
  expect(kendallVariance(nile)).toBeCloseTo(112_728.3333, 3);
  const found = trend(steps(100), nile);
  expect(found?.slope).toBeCloseTo(-2.6, 12);
  expect(found?.independentPValue).toBeCloseTo(3.6583e-5, 8);
  // The flow remembers: variance × 2.4, between Yue & Wang's 1.7 (p 0.0018) and Hamed & Rao's … with all lags 2.1 (p 0.0048).
  expect(found?.inflation).toBeGreaterThan(1.7);
  expect(found?.pValue).toBeGreaterThan(0.0018);
  expect(found?.pValue).toBeLessThan(0.02);
});

test('the change over the run: 100 rising by 2 a window for 25 windows is +50, +50 %', () => {
  const found = trend(
    steps(26).map((t) => 10 * t),
    steps(26).map((t) => 100 + 2 * t),
  );
  expect(found?.change).toMatchObject({ value: 50, low: 50, high: 50 });
  expect(found?.relativeChange?.value).toBeCloseTo(0.5, 12);
  const below = trend(
    steps(26),
    steps(26).map((t) => 2 * t - 10),
  );
  expect(below?.relativeChange).toBeNull();
});

test('memory widens the interval: the same values in an order that clumps', () => {
  const random = seededRandom(4);
  const noise = steps(40).map(() => random());
  const clumped = [...noise].sort((a, b) => Math.floor(a * 4) - Math.floor(b * 4) || 0);
  const folded = clumped.map((_, i) => clumped[i < 20 ? 2 * i : 79 - 2 * i] ?? 0);
  const plain = trend(steps(40), noise);
  const memory = trend(steps(40), folded);
  expect(plain?.inflation).toBeLessThan(1.5);
  expect(memory?.inflation).toBeGreaterThan(3);
  expect(memory?.pValue).toBeGreaterThanOrEqual(memory?.independentPValue ?? 1);
});
