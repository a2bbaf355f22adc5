import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestSplit } from '../../../harness/stats/energy-split.ts';

/** The statistic from its definition: all pairs, all splits, all ends. */
function byDefinition(values: readonly number[], least: number): { at: number; statistic: number } | null {
  const mean = (a: readonly number[], b: readonly number[], pairs: number) =>
    a.flatMap((x) => b.map((y) => Math.abs(x - y))).reduce((sum, d) => sum + d, 0) / pairs;
  let best: { at: number; statistic: number } | null = null;
  for (let tau = least; tau <= values.length - least; tau += 1)
    for (let kappa = tau + least; kappa <= values.length; kappa += 1) {
      const x = values.slice(0, tau);
      const y = values.slice(tau, kappa);
      const [m, k] = [x.length, y.length];
      const energy = 2 * mean(x, y, m * k) - mean(x, x, m * (m - 1)) - mean(y, y, k * (k - 1));
      const statistic = (m * k * energy) / (m + k);
      if (best === null || statistic > best.statistic) best = { at: tau, statistic };
    }
  return best;
}

test('as by its definition, for any series', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 16 }),
      fc.integer({ min: 2, max: 3 }),
      (values, least) => {
        const found = bestSplit(values, least);
        const wanted = byDefinition(values, least);
        if (wanted === null) expect(found).toBeNull();
        else expect(found?.statistic).toBeCloseTo(wanted.statistic, 8);
      },
    ),
  );
});

test('0 0 0 0 1 1 1 1: split at 4, Q = 4·4/8 · 2 = 4', () => {
  expect(bestSplit([0, 0, 0, 0, 1, 1, 1, 1], 2)).toEqual({ at: 4, statistic: 4 });
  expect(bestSplit([0, 1, 2], 2)).toBeNull();
});

test('a step that is taken back is seen: κ ends before the second', () => {
  const values = [...Array(10).fill(0), ...Array(10).fill(5), ...Array(10).fill(0)];
  expect([10, 20]).toContain(bestSplit(values, 3)?.at);
});
