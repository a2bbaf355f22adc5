import { expect, test } from 'vitest';
import { compareRepeats } from '../../../harness/stats/compare-repeats.ts';
import { hodgesLehmann } from '../../../harness/stats/hodges-lehmann.ts';
import { permutationTest } from '../../../harness/stats/permutation-test.ts';
import { mannWhitney, untiedCounts } from '../../../harness/stats/rank-sum.ts';

/** Permeability of the placenta, Hollander & Wolfe 1973 p. 69 (R: ?wilcox.test). */
const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const early = [1.15, 0.88, 0.9, 0.74, 1.21];
const tiedA = [1, 2, 2, 3, 5, 8, 8];
const tiedB = [2, 4, 4, 8, 9, 9, 10, 11];

test('Mann–Whitney: published W = 35, exact p 0.2544', () => {
  expect(mannWhitney(early, term)).toMatchObject({ u: 35, exact: true });
  expect(mannWhitney(early, term)?.pValue).toBeCloseTo(0.2544122544, 10);
  // The other way round: 50 pairs − 35.
  expect(mannWhitney(term, early)?.u).toBe(15);
});

test('ties: exact over all splits, as scipy 1.17 permutation_test; large samples: its asymptotic p', () => {
  expect(mannWhitney(tiedA, tiedB)?.u).toBe(44);
  expect(mannWhitney(tiedA, tiedB)?.pValue).toBeCloseTo(0.0644910645, 10);
  const a = Array.from({ length: 30 }, (_, i) => (i * 7) % 13);
  const b = Array.from({ length: 40 }, (_, i) => ((i * 5) % 17) + 1);
  const large = mannWhitney(a, b);
  expect(large).toMatchObject({ u: 813.5, exact: false });
  expect(large?.pValue).toBeCloseTo(0.0113201545, 9);
});

test("Cliff's delta: share above minus share below", () => {
  expect(mannWhitney([1, 2, 3], [4, 5, 6])?.cliffsDelta).toBe(1);
  expect(mannWhitney([1, 2], [1, 2])?.cliffsDelta).toBe(0);
  // Of 4 pairs one below, one tied, two above.
  expect(mannWhitney([1, 3], [3, 2])?.cliffsDelta).toBeCloseTo(0.25, 12);
});

test('what few repeats can prove: 3 against 3 at best p = 0.1, 4 against 4 p = 2/70', () => {
  expect(mannWhitney([1, 2, 3], [4, 5, 6])).toMatchObject({ pValue: 0.1, leastPValue: 0.1 });
  expect(mannWhitney([1, 2, 3, 4], [5, 6, 7, 8])?.leastPValue).toBeCloseTo(2 / 70, 12);
  expect(mannWhitney([5, 5], [5, 5])).toMatchObject({ pValue: 1, leastPValue: 1 });
  expect(mannWhitney([], [1])).toBeNull();
});

test('counts of U for 3 and 2: 1 1 2 2 2 1 1', () => {
  expect(untiedCounts(3, 2)).toEqual([1, 1, 2, 2, 2, 1, 1]);
});

test('Hodges–Lehmann: shift 0.305, 95 % −0.15 … 0.76 as R gives them', () => {
  const found = hodgesLehmann(early, term);
  expect(found?.value).toBeCloseTo(0.305, 12);
  expect(found?.low).toBeCloseTo(-0.15, 12);
  expect(found?.high).toBeCloseTo(0.76, 12);
});

test('Hodges–Lehmann: 5 against 5 from the third difference (published table), 3 against 3 unbounded', () => {
  const a = [0, 0, 0, 0, 0];
  const b = [1, 2, 3, 4, 5];
  // 25 differences, ranks 3 and 23 (Hollander & Wolfe, table A.6: 2.5 % point of U(5, 5) is 2).
  expect(hodgesLehmann(a, b)).toMatchObject({ value: 3, low: 1, high: 5 });
  const distinct = hodgesLehmann([0, 10, 20, 30, 40], [100, 101, 102, 103, 104]);
  const differences = [0, 10, 20, 30, 40].flatMap((x) => [100, 101, 102, 103, 104].map((y) => y - x));
  differences.sort((x, y) => x - y);
  expect(distinct).toMatchObject({ low: differences[2], high: differences[22] });
  expect(hodgesLehmann([1, 2, 3], [4, 5, 6])).toMatchObject({ value: 3, low: null, high: null });
});

test('permutation test: all 330 or 3,003 splits, scipy 1.17; many values by chance, repeatable', () => {
  expect(permutationTest(early, term, 1)).toMatchObject({ exact: true });
  // Every split of six by hand: {1,2,3} and {4,5,6} alone differ by 3.
  expect(permutationTest([1, 2, 3], [4, 5, 6], 1)).toEqual({ difference: 3, pValue: 0.1, exact: true });
  const a = Array.from({ length: 30 }, (_, i) => (i * 7) % 13);
  const b = Array.from({ length: 40 }, (_, i) => ((i * 5) % 17) + 1);
  const many = permutationTest(a, b, 3);
  expect(many?.exact).toBe(false);
  // Welch's t of the same data: 2.9, p about 0.006 … 0.008 for the permutation.
  expect(many?.pValue).toBeGreaterThan(0.003);
  expect(many?.pValue).toBeLessThan(0.015);
  expect(permutationTest(a, b, 3)).toEqual(many);
});

test('A/B of repeats: floor, proof, and neither', () => {
  const base = [100, 102, 98, 101, 99];
  const compare = (b: readonly number[], floor = 5) => compareRepeats(base, b, { floor, seed: 1 })?.outcome;
  expect(compare([120, 122, 118, 121, 119])).toBe('higher');
  expect(compare([80, 82, 78, 81, 79])).toBe('lower');
  // Proven, but 3 is less than the floor of 5.
  expect(compare([103.5, 104.5, 102.5, 105, 103])).toBe('below-floor');
  // Nothing proven, and every difference that is possible is inside the floor.
  expect(compare([100.5, 101.5, 98.5, 100, 99.5])).toBe('below-floor');
  // Noise as large as the floor.
  expect(compare([60, 140, 100, 120, 85])).toBe('not-proven');
  // A large shift in three repeats of three proves nothing at 95 %.
  const few = compareRepeats([1, 2, 3], [11, 12, 13], { floor: 1, seed: 1 });
  expect(few?.outcome).toBe('not-proven');
  expect(few?.rankTest.leastPValue).toBe(0.1);
  expect(compareRepeats([], [1], { floor: 1, seed: 1 })).toBeNull();
  expect(() => compareRepeats([1], [1], { floor: 0, seed: 1 })).toThrow('floor is 0');
});
