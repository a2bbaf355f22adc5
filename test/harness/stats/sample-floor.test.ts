import { expect, test } from 'vitest';
import { incompleteBeta } from '../../../harness/stats/incomplete-beta.ts';
import { minPass, sampleFloor } from '../../../harness/stats/sample-floor.ts';

test('published floors: 459 with no exceedance, p99 662, p99.9 6 636', () => {
  expect(incompleteBeta(0.99, 459, 1)).toBeCloseTo(0.009921, 6);
  expect(minPass(0, 0.99, 0.99)).toBe(459);
  expect(sampleFloor(0.99)).toBe(662);
  expect(sampleFloor(0.999)).toBe(6636);
});

test('one sample fewer is not enough', () => {
  for (const p of [0.5, 0.9, 0.99, 0.999]) {
    const least = minPass(1, p, 0.99);
    expect(incompleteBeta(p, least, 2)).toBeLessThanOrEqual(0.01);
    expect(incompleteBeta(p, least - 1, 2)).toBeGreaterThan(0.01);
  }
});
