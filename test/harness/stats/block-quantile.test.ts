import { expect, test } from 'vitest';
import { bootstrapQuantile } from '../../../harness/stats/block-bootstrap.ts';
import { blockQuantiles, minBlocks } from '../../../harness/stats/block-quantile.ts';
import { joinBlocks } from '../../../harness/stats/block-table.ts';
import { Histogram } from '../../../harness/stats/histogram.ts';
import { quantileRanks } from '../../../harness/stats/order-statistic-interval.ts';
import { seededRandom } from '../../../harness/stats/random.ts';

function block(valuesUs: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of valuesUs) histogram.record(value);
  return histogram;
}

/** Blocks of 100 values that each hold the same spread 1 … 100 (× 10 µs). */
const even = (count: number) =>
  Array.from({ length: count }, () => block(Array.from({ length: 100 }, (_, i) => 10 * (i + 1))));

test('none below 20 blocks; empty blocks and planned ones do not count', () => {
  expect(blockQuantiles(even(minBlocks - 1)).interval(0.5)).toBeNull();
  expect(blockQuantiles([...even(minBlocks - 1), new Histogram()]).interval(0.5)).toBeNull();
  expect(blockQuantiles(even(minBlocks), 1).interval(0.5)).toBeNull();
  expect(blockQuantiles(even(minBlocks)).interval(0.5)).not.toBeNull();
});

test('equal records: the interval is that value', () => {
  const equal = Array.from({ length: 20 }, () => block(Array(50).fill(1000)));
  expect(blockQuantiles(equal).interval(0.99)).toMatchObject({ low: 1000, high: 1000 });
});

test('one slow block of 20 leaves the median alone and opens the top of p99: one clump bounds nothing', () => {
  const blocks = Array.from({ length: 20 }, (_, i) => block(Array(100).fill(i === 0 ? 2000 : 1000)));
  const quantiles = blockQuantiles(blocks);
  expect(quantiles.interval(0.5)).toMatchObject({ low: 1000, high: 1000 });
  expect(quantiles.interval(0.99)).toEqual({ low: 1000, high: null, confidence: 0.95 });
});

test('the burst is planned: as a stratum it gives p99 both ends, as a block like the others none', () => {
  // 5 % of all asks are in the burst, evenly from 2.01 to 3 s; the steady rest takes 10 µs … 1 ms.
  const burst = block(Array.from({ length: 200 }, (_, i) => 2_000_000 + 5000 * (i + 1)));
  const blocks = [burst, ...even(36)];
  const stratum = blockQuantiles(blocks, 1).interval(0.99);
  expect(stratum?.low).toBeGreaterThan(2_000_000);
  expect(stratum?.high).toBeLessThan(3_000_001);
  expect(blockQuantiles(blocks).interval(0.99)?.high).toBeNull();
});

test('independent records: about as wide as order statistics allow', () => {
  const random = seededRandom(5);
  const blocks = Array.from({ length: 40 }, () =>
    block(Array.from({ length: 100 }, () => Math.round(1e6 * random()))),
  );
  const found = blockQuantiles(blocks).interval(0.9);
  const { lowRank, highRank } = quantileRanks(4000, 0.9);
  const width = (((highRank ?? 0) - (lowRank ?? 0)) / 4000) * 1e6;
  const ratio = ((found?.high ?? 0) - (found?.low ?? 0)) / width;
  expect(ratio).toBeGreaterThan(0.7);
  expect(ratio).toBeLessThan(1.6);
});

test('a level per block widens it: ten blocks at one level, ten at another', () => {
  const mixed = Array.from({ length: 20 }, (_, i) =>
    block(Array.from({ length: 100 }, (_, k) => 1000 + (i % 2) * 100 + k)),
  );
  const same = Array.from({ length: 20 }, () =>
    block(Array.from({ length: 200 }, (_, k) => 1000 + k).filter((_, k) => k % 2 === 0)),
  );
  const width = (blocks: readonly Histogram[]) => {
    const found = blockQuantiles(blocks).interval(0.5);
    return (found?.high ?? Number.POSITIVE_INFINITY) - (found?.low ?? 0);
  };
  expect(width(mixed)).toBeGreaterThan(3 * width(same));
});

test('too little evidence for a tail is open, not wrong: 20 blocks of 5', () => {
  const small = Array.from({ length: 20 }, (_, b) => block([1, 2, 3, 4, 5].map((v) => 100 * v + b)));
  const found = blockQuantiles(small).interval(0.99);
  expect(found?.high).toBeNull();
  expect(found?.low).not.toBeNull();
});

test('joining keeps every record and at most as many blocks as asked', () => {
  const joined = joinBlocks(even(25), 10);
  expect(joined.length).toBeLessThanOrEqual(10);
  expect(joined.reduce((sum, { total }) => sum + total, 0)).toBe(2500);
  expect(joinBlocks(joined, 10)).toBe(joined);
});

test('block bootstrap: none below 20 blocks, exact for equal blocks, the same for the same seed', () => {
  const equal = Array.from({ length: 20 }, () => block([1000, 1000, 1000]));
  expect(bootstrapQuantile(equal.slice(1), 0.5, 1)).toBeNull();
  expect(bootstrapQuantile(equal, 0.99, 1)).toEqual({ low: 1000, high: 1000, confidence: 0.95 });
  const mixed = Array.from({ length: 40 }, (_, i) => block([1000 + i, 1100 + i, 1200 + i * 10]));
  expect(bootstrapQuantile(mixed, 0.9, 7)).toEqual(bootstrapQuantile(mixed, 0.9, 7));
  // One slow block of 20 is drawn 0 times with chance (19/20)^20 = 36 %: the interval spans both values.
  const slow = Array.from({ length: 20 }, (_, i) => block(Array(100).fill(i === 0 ? 2000 : 1000)));
  expect(bootstrapQuantile(slow, 0.99, 3)).toMatchObject({ low: 1000, high: 2000 });
});
