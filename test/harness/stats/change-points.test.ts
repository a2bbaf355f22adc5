import { expect, test } from 'vitest';
import { changePoints } from '../../../harness/stats/change-points.ts';
import { seededRandom } from '../../../harness/stats/random.ts';
import { nile } from './support/nile.ts';

/** Level 100 with noise ± 5, 130 from window `start` on. */
function stepped(n: number, start: number, seed: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, (_, i) => (i < start ? 100 : 130) + 10 * (random() - 0.5));
}

test('the Nile fell in 1899: one change point, from 1130 to 842.5, as published', () => {
  const found = changePoints(nile, { seed: 1 });
  expect(found.map(({ index }) => index)).toEqual([28]);
  expect(found[0]).toMatchObject({ before: 1130, after: 842.5, pValue: 0.002 });
  expect(found[0]?.from).toBeLessThanOrEqual(28);
  expect(found[0]?.to).toBeGreaterThanOrEqual(28);
});

test("a year of a database's benchmark: the changes that Apache Otava finds at p 0.001", () => {
  // First 120 of Otava's TigerBeetle series (tests/tigerbeetle_test.py, Apache-2.0): 15, 61, 71, 95, then a slope.
  const found = changePoints(tigerBeetle, { seed: 1 });
  expect(found.map(({ index }) => index)).toEqual([15, 61, 71, 95]);
  const large = changePoints(tigerBeetle, { seed: 1, minMagnitude: 1000 });
  expect(large.map(({ index }) => index)).toEqual([15, 71, 95]);
});

test.each([3, 6, 18, 27, 33])('a step at window %d of 36 is found within one window, and sized', (start) => {
  for (let seed = 1; seed <= 5; seed += 1) {
    const found = changePoints(stepped(36, start, seed), { seed });
    expect(found.length, `seed ${seed}`).toBe(1);
    expect(Math.abs((found[0]?.index ?? 0) - start)).toBeLessThanOrEqual(1);
    expect(Math.abs((found[0]?.after ?? 0) - (found[0]?.before ?? 0) - 30)).toBeLessThan(6);
    expect(found[0]?.from).toBeLessThanOrEqual(start);
    expect(found[0]?.to).toBeGreaterThanOrEqual(start);
  }
});

test('noise alone: none in 40 series; a single spike is no level', () => {
  let alarms = 0;
  for (let seed = 1; seed <= 40; seed += 1) alarms += changePoints(stepped(36, 36, seed), { seed }).length;
  expect(alarms).toBeLessThanOrEqual(1);
  const spiked = stepped(36, 36, 7);
  spiked[20] = 1000;
  expect(changePoints(spiked, { seed: 1 })).toEqual([]);
});

test('a change below the floor is not reported; the same seed gives the same answer', () => {
  const values = stepped(36, 20, 3);
  expect(changePoints(values, { seed: 1, minMagnitude: 40 })).toEqual([]);
  expect(changePoints(values, { seed: 5 })).toEqual(changePoints(values, { seed: 5 }));
});

test('short, constant, too long, not a number', () => {
  expect(changePoints([1, 2, 3], { seed: 1 })).toEqual([]);
  expect(changePoints(Array(30).fill(7), { seed: 1 })).toEqual([]);
  expect(() => changePoints(Array(501).fill(1), { seed: 1 })).toThrow('501 windows; at most 500');
  expect(() => changePoints([1, Number.NaN], { seed: 1 })).toThrow('window 1 holds NaN');
});

const tigerBeetle = [
  26705, 26475, 26641, 26806, 26835, 26911, 26564, 26812, 26874, 26682, 15672, 26745, 26460, 26977, 26851,
  23412, 23547, 23674, 23519, 23670, 23662, 23462, 23750, 23717, 23524, 23588, 23687, 23793, 23937, 23715,
  23570, 23730, 23690, 23699, 23670, 23860, 23988, 23652, 23681, 23798, 23728, 23604, 23523, 23412, 23685,
  23773, 23771, 23718, 23409, 23739, 23674, 23597, 23682, 23680, 23711, 23660, 23990, 23938, 23742, 23703,
  23536, 24363, 24414, 24483, 24509, 24944, 24235, 24560, 24236, 24667, 24730, 28346, 28437, 28436, 28057,
  28217, 28456, 28427, 28398, 28250, 28331, 28222, 28726, 28578, 28345, 28274, 28514, 28590, 28449, 28305,
  28411, 28788, 28404, 28821, 28580, 27483, 26805, 27487, 27124, 26898, 27295, 26951, 27312, 27660, 27154,
  27050, 26989, 27193, 27503, 27326, 27375, 27513, 27057, 27421, 27574, 27609, 27123, 27824, 27644, 27394,
];
