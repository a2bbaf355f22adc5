import { expect, test } from 'vitest';
import { normalQuantile, studentQuantile, twoSidedNormal } from '../../../harness/stats/quantiles.ts';

test("Student's t, 97.5 %: published table, and scipy for 2.5 degrees", () => {
  expect(studentQuantile(0.975, 1)).toBeCloseTo(12.7062, 4);
  expect(studentQuantile(0.975, 19)).toBeCloseTo(2.09302, 5);
  expect(studentQuantile(0.975, 2.5)).toBeCloseTo(3.5746548, 6);
  expect(studentQuantile(0.025, 19)).toBeCloseTo(-2.09302, 5);
  expect(studentQuantile(0.5, 3)).toBe(0);
});

test('normal: 1.96 and its tails', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
  expect(twoSidedNormal(-1.959964)).toBeCloseTo(0.05, 6);
  expect(twoSidedNormal(0)).toBe(1);
});
