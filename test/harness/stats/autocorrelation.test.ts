import { expect, test } from 'vitest';
import { lag1, varianceInflation } from '../../../harness/stats/autocorrelation.ts';

test('lag 1 by hand: 1, 2, 3, 4 → (0.75 − 0.25 + 0.75) ÷ 5', () => {
  expect(lag1([1, 2, 3, 4])).toBeCloseTo(0.25, 12);
  expect(lag1([7, 7, 7])).toBe(0);
  expect(lag1([1, -1, 1, -1])).toBeCloseTo(-0.75, 12);
});

test('inflation: shortfall put back, never below 1, capped at 7', () => {
  const saw = Array.from({ length: 20 }, (_, i) => i % 2);
  expect(varianceInflation(saw, 1)).toBe(1);
  const line = Array.from({ length: 40 }, (_, i) => i);
  expect(varianceInflation(line, 1)).toBeCloseTo(7, 12);
  // ρ = (n r + 1)/(n − 4) about a mean, (n r + 2)/(n − 4) about a line.
  const pairs = Array.from({ length: 40 }, (_, i) => [0, 0, 0, 1, 1, 1][i % 6] ?? 0);
  const r = lag1(pairs);
  const rho = (40 * r + 1) / 36;
  expect(r).toBeGreaterThan(0);
  expect(varianceInflation(pairs, 1)).toBeCloseTo((1 + rho) / (1 - rho), 12);
  expect(varianceInflation(pairs, 2)).toBeGreaterThan(varianceInflation(pairs, 1));
  // 1 ÷ √40 = 0.158: a correlation below counts as none when asked.
  expect(varianceInflation(pairs, 1, r * Math.sqrt(40) + 0.01)).toBe(1);
});
