import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeHistogram, encodeHistogram, toHdr } from '../../../harness/stats/hdr-codec.ts';
import { bucketOf, Histogram, lowerEdgeOf, upperEdgeOf } from '../../../harness/stats/histogram.ts';
import { readHlog, writeHlog } from '../../../harness/stats/hlog.ts';

function of(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

function counts(histogram: Histogram): [number, number][] {
  const buckets: [number, number][] = [];
  histogram.forEachBucket((index, count) => buckets.push([index, count]));
  return buckets;
}

// Up to a day in microseconds, small values as likely as big ones.
const durationUs = fc.oneof(fc.nat(3000), fc.nat(10_000_000), fc.integer({ min: 0, max: 86_400_000_000 }));
const durations = fc.array(durationUs, { minLength: 1, maxLength: 200 });

test('values below 2 048 µs are exact; above, a bucket is at most 1/1 024 of its value wide', () => {
  expect([0, 1, 2047].map((value) => upperEdgeOf(bucketOf(value)))).toEqual([0, 1, 2047]);
  fc.assert(
    fc.property(durationUs, (value) => {
      const index = bucketOf(value);
      expect(lowerEdgeOf(index)).toBeLessThanOrEqual(value);
      expect(upperEdgeOf(index)).toBeGreaterThanOrEqual(value);
      expect(upperEdgeOf(index) - lowerEdgeOf(index)).toBeLessThanOrEqual(value / 1024);
    }),
  );
});

test('1 … 100: the median is 50, p99 is 99, p100 is 100', () => {
  const histogram = of(Array.from({ length: 100 }, (_, i) => i + 1));
  expect([0.5, 0.99, 1].map((p) => histogram.quantile(p))).toEqual([50, 99, 100]);
});

test('negative durations count as zero, an empty histogram has no quantile', () => {
  expect(of([-5]).quantile(0.5)).toBe(0);
  expect(new Histogram().quantile(0.5)).toBeNull();
});

test('a quantile is within 0.1 % above the sorted value', () => {
  fc.assert(
    fc.property(durations, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, p) => {
      const sorted = [...values].sort((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(p * sorted.length - 1e-9)) - 1] ?? 0;
      const read = of(values).quantile(p) ?? -1;
      expect(read).toBeGreaterThanOrEqual(exact);
      expect(read).toBeLessThanOrEqual(exact * (1 + 1 / 1024));
    }),
  );
});

test('merging is the histogram of the union; quantiles rise with p', () => {
  fc.assert(
    fc.property(durations, durations, (a, b) => {
      const merged = of(a);
      merged.merge(of(b));
      const union = of([...a, ...b]);
      expect(counts(merged)).toEqual(counts(union));
      expect([merged.total, merged.minUs, merged.maxUs]).toEqual([union.total, union.minUs, union.maxUs]);
      const ladder = [0.1, 0.5, 0.9, 0.99, 1].map((p) => merged.quantile(p) ?? 0);
      expect(ladder).toEqual([...ladder].sort((x, y) => x - y));
    }),
  );
});

test('hdr-histogram-js reads the same quantiles, and the codec brings every count back', () => {
  fc.assert(
    fc.property(durations, (values) => {
      const histogram = of(values);
      const hdr = toHdr(histogram);
      expect(hdr.totalCount).toBe(values.length);
      const read = hdr.getValueAtPercentile(50);
      expect(bucketOf(read)).toBe(bucketOf(histogram.quantile(0.5) ?? 0));
      expect(counts(decodeHistogram(encodeHistogram(histogram)))).toEqual(counts(histogram));
    }),
    { numRuns: 50 },
  );
});

test('a .hlog file is read back, and the same histogram gives the same bytes', () => {
  const first = of([100, 2000, 3_000_000]);
  const second = of([42]);
  const text = writeHlog([
    { startSec: 0, endSec: 10, histogram: first },
    { startSec: 10, endSec: 20, histogram: second },
  ]);
  expect(text).toContain('#[Histogram log format version');
  expect(text).toContain('HISTF');
  expect(readHlog(text).map(counts)).toEqual([counts(first), counts(second)]);
  expect(writeHlog([{ startSec: 0, endSec: 10, histogram: of([3_000_000, 2000, 100]) }])).toBe(
    writeHlog([{ startSec: 0, endSec: 10, histogram: first }]),
  );
});
