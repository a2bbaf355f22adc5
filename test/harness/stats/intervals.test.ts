import { expect, test } from 'vitest';
import { blockQuantiles } from '../../../harness/stats/block-bootstrap.ts';
import { Histogram } from '../../../harness/stats/histogram.ts';
import { minuteMedian } from '../../../harness/stats/minute-interval.ts';
import { orderStatisticInterval, quantileRanks } from '../../../harness/stats/order-statistic-interval.ts';
import { seededRandom } from '../../../harness/stats/random.ts';

function block(valuesUs: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of valuesUs) histogram.record(value);
  return histogram;
}

test('median of n independent samples: the ranks of the published table', () => {
  // Exact 95 % ranks of the median (e.g. Conover 1999, table A3 with p = 0.5): n = 10 → 2, 9; n = 25 → 8, 18.
  expect(quantileRanks(10, 0.5)).toEqual({ lowRank: 2, highRank: 9 });
  expect(quantileRanks(25, 0.5)).toEqual({ lowRank: 8, highRank: 18 });
  expect(orderStatisticInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.5)).toEqual({
    low: 2,
    high: 9,
    confidence: 0.95,
  });
});

test('p99 of 100 samples has no upper side', () => {
  expect(quantileRanks(100, 0.99).highRank).toBeNull();
});

test('block bootstrap: none below 20 blocks, exact for equal blocks, the same for the same seed', () => {
  const equal = Array.from({ length: 20 }, () => block([1000, 1000, 1000]));
  expect(blockQuantiles(equal.slice(1), 1).interval(0.5)).toBeNull();
  expect(blockQuantiles(equal, 1).interval(0.99)).toEqual({ low: 1000, high: 1000, confidence: 0.95 });
  const mixed = Array.from({ length: 40 }, (_, i) => block([1000 + i, 1100 + i, 1200 + i * 10]));
  expect(blockQuantiles(mixed, 7).interval(0.9)).toEqual(blockQuantiles(mixed, 7).interval(0.9));
});

test('block bootstrap: one slow block of 20 leaves the median alone and opens the top of p99', () => {
  const blocks = Array.from({ length: 20 }, (_, i) => block(Array(100).fill(i === 0 ? 2000 : 1000)));
  const quantiles = blockQuantiles(blocks, 3);
  expect(quantiles.interval(0.5)).toMatchObject({ low: 1000, high: 1000 });
  // Drawn 0 times with chance (19/20)^20 = 36 %: so the interval must span both values.
  expect(quantiles.interval(0.99)).toMatchObject({ low: 1000, high: 2000 });
});

test('block bootstrap covers the true median of autocorrelated data about as often as it says', () => {
  let covered = 0;
  for (let run = 0; run < 100; run += 1) {
    const random = seededRandom(run + 1);
    const blocks = Array.from({ length: 36 }, () => {
      // A level per block, uniform 500…1500 µs, plus noise ±100: the true median is 1000.
      const level = 500 + 1000 * random();
      return block(Array.from({ length: 50 }, () => level + 200 * (random() - 0.5)));
    });
    const interval = blockQuantiles(blocks, run).interval(0.5);
    if (interval !== null && (interval.low ?? 0) <= 1000 && 1000 <= (interval.high ?? 0)) covered += 1;
  }
  // Independent order statistics would cover in about 20 of 100.
  expect(covered).toBeGreaterThanOrEqual(86);
});

test('a minute: median of everything, range of the six block medians', () => {
  const blocks = [10, 20, 30, 40, 50, 60].map((value) => block([value]));
  expect(minuteMedian(blocks)).toEqual({
    medianUs: 30,
    n: 6,
    interval: { low: 10, high: 60, confidence: 0.96875 },
  });
  expect(minuteMedian(blocks.slice(1))?.interval).toBeNull();
  expect(minuteMedian([])).toBeNull();
});
