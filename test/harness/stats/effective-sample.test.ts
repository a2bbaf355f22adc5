import { expect, test } from 'vitest';
import { clusteredProportion } from '../../../harness/stats/clustered-proportion.ts';
import { designEffect, effectiveSize } from '../../../harness/stats/effective-sample.ts';
import { clopperPearson } from '../../../harness/stats/proportion.ts';

test('design effect by hand: all or nothing in blocks of 10 is worth a tenth, times B ÷ (B − 1)', () => {
  // Alternating, so neighbours are not positively correlated: Σd² = 4·25, binomial 40·¼.
  const blocks = [10, 0, 10, 0].map((k) => ({ n: 10, k }));
  expect(designEffect(blocks)).toBeCloseTo(((4 * 25) / 10) * (4 / 3), 12);
});

test('equal shares are credited with no more than half the variance; no events: 1', () => {
  expect(designEffect([5, 5, 5].map((k) => ({ n: 10, k })))).toBe(0.5);
  expect(designEffect([0, 0, 0].map((k) => ({ n: 10, k })))).toBe(1);
});

test('effective size: t with B − 1 degrees instead of z', () => {
  // t(0.975, 19) = 2.09302, z = 1.95996.
  expect(effectiveSize(1000, 2, 20, 0.95)).toBeCloseTo(500 * (1.959964 / 2.093024) ** 2, 2);
});

test('clumped losses: wider than Clopper–Pearson; without events the same', () => {
  const clumps = Array.from({ length: 36 }, (_, b) => ({ n: 500, k: b % 12 === 0 ? 30 : 0 }));
  const plain = clopperPearson(90, 18_000);
  const wide = clusteredProportion(clumps);
  expect(wide.low ?? 1).toBeLessThan(plain.low ?? 0);
  expect(wide.high ?? 0).toBeGreaterThan(1.5 * (plain.high ?? 1));
  expect(clusteredProportion(clumps.map(({ n }) => ({ n, k: 0 })))).toEqual(clopperPearson(0, 18_000));
});
