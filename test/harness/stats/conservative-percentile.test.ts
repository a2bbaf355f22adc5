import { expect, test } from 'vitest';
import { conservativeRank } from '../../../harness/stats/conservative-percentile.ts';
import { minPass, sampleFloor } from '../../../harness/stats/sample-floor.ts';

test.each([0.5, 0.9, 0.99])('p = %d: the rank that LoadGen finds by counting up t', (p) => {
  for (const n of [sampleFloor(p), sampleFloor(p) + 1, 1000, 2010, 3000]) {
    if (n < sampleFloor(p)) continue;
    let t = 1;
    while (n >= minPass(t + 1, p, 0.99) + t + 1) t += 1;
    expect(conservativeRank(n, p), `n ${n}`).toBe(n - t);
  }
});

test('at the published floor one record may lie above; one fewer gives nothing', () => {
  expect(conservativeRank(662, 0.99)).toBe(661);
  expect(conservativeRank(661, 0.99)).toBeNull();
  expect(conservativeRank(6636, 0.999)).toBe(6635);
  // 2,010 is the published floor for ten above p99.
  expect(conservativeRank(2010, 0.99)).toBe(2000);
  expect(conservativeRank(2009, 0.99)).toBe(2000);
});

test('never below the plain percentile', () => {
  for (const n of [700, 5000, 4_320_000])
    expect(conservativeRank(n, 0.99)).toBeGreaterThanOrEqual(Math.ceil(0.99 * n));
});
