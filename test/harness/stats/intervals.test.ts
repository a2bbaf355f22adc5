import { expect, test } from 'vitest';
import { Histogram } from '../../../harness/stats/histogram.ts';
import { minuteMedian } from '../../../harness/stats/minute-interval.ts';
import { orderStatisticInterval, quantileRanks } from '../../../harness/stats/order-statistic-interval.ts';

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
