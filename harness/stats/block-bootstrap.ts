import { Histogram, rankOf, upperEdgeOf } from './histogram.ts';
import type { Interval } from './interval.ts';
import { seededRandom } from './random.ts';

/** Fewest blocks for a bootstrap interval (design §4.4). */
export const minBlocks = 20;
/** Neighbouring blocks are joined beyond this: longer blocks are only more careful about autocorrelation. */
const maxBlocks = 360;
/** Resamples: the 2.5 % tails then rest on 25 values each. */
const resamples = 1000;

/** Quantiles of blocks of a series, ready for resampling. */
export interface BlockQuantiles {
  readonly blocks: number;
  /** 95 % interval of the p-quantile in µs, or null below `minBlocks`. */
  interval(p: number): Interval | null;
}

/**
 * Percentile bootstrap over blocks (10 s each): blocks are drawn with replacement, their histograms merged, the
 * quantile read; the interval spans the middle 95 % of 1 000 draws. Blocks keep neighbouring latencies together,
 * which plain order statistics ignore. Deterministic for a seed. Empty blocks are left out.
 * Source: Künsch 1989 (block bootstrap), here with non-overlapping blocks (Carlstein 1986).
 */
export function blockQuantiles(blocks: readonly Histogram[], seed: number): BlockQuantiles {
  const joined = join(blocks.filter((block) => block.total > 0));
  if (joined.length < minBlocks) return { blocks: joined.length, interval: () => null };
  const table = cumulate(joined);
  return { blocks: joined.length, interval: (p) => resample(table, p, seed) };
}

interface CumulativeTable {
  readonly blocks: number;
  /** Union of non-empty buckets, ascending. */
  readonly buckets: Int32Array;
  /** Row u, column b: records of block b in buckets ≤ buckets[u]. */
  readonly counts: Uint32Array;
  readonly totals: readonly number[];
}

function join(blocks: readonly Histogram[]): readonly Histogram[] {
  const per = Math.ceil(blocks.length / maxBlocks);
  if (per <= 1) return blocks;
  const joined: Histogram[] = [];
  for (let from = 0; from < blocks.length; from += per) {
    const merged = new Histogram();
    for (const block of blocks.slice(from, from + per)) merged.merge(block);
    joined.push(merged);
  }
  return joined;
}

function cumulate(blocks: readonly Histogram[]): CumulativeTable {
  const union = new Set<number>();
  for (const block of blocks) block.forEachBucket((index) => union.add(index));
  const buckets = Int32Array.from(union).sort();
  const row = new Map<number, number>();
  buckets.forEach((bucket, u) => {
    row.set(bucket, u);
  });
  const columns = blocks.length;
  const counts = new Uint32Array(buckets.length * columns);
  blocks.forEach((block, b) => {
    block.forEachBucket((index, count) => {
      counts[(row.get(index) ?? 0) * columns + b] = count;
    });
  });
  for (let u = 1; u < buckets.length; u += 1)
    for (let b = 0; b < columns; b += 1)
      counts[u * columns + b] = (counts[u * columns + b] ?? 0) + (counts[(u - 1) * columns + b] ?? 0);
  return { blocks: columns, buckets, counts, totals: blocks.map((block) => block.total) };
}

function resample(table: CumulativeTable, p: number, seed: number): Interval {
  const random = seededRandom(seed);
  const weights = new Float64Array(table.blocks);
  const values: number[] = [];
  for (let draw = 0; draw < resamples; draw += 1) {
    weights.fill(0);
    for (let b = 0; b < table.blocks; b += 1) {
      const drawn = Math.floor(random() * table.blocks);
      weights[drawn] = (weights[drawn] ?? 0) + 1;
    }
    values.push(weightedQuantile(table, weights, p));
  }
  values.sort((a, b) => a - b);
  return {
    low: values[rankOf(0.025, resamples) - 1] ?? null,
    high: values[rankOf(0.975, resamples) - 1] ?? null,
    confidence: 0.95,
  };
}

function weightedQuantile(table: CumulativeTable, weights: Float64Array, p: number): number {
  let total = 0;
  table.totals.forEach((n, b) => {
    total += n * (weights[b] ?? 0);
  });
  const rank = rankOf(p, total);
  let low = 0;
  let high = table.buckets.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    let seen = 0;
    const row = middle * table.blocks;
    for (let b = 0; b < table.blocks; b += 1) seen += (weights[b] ?? 0) * (table.counts[row + b] ?? 0);
    if (seen >= rank) high = middle;
    else low = middle + 1;
  }
  return upperEdgeOf(table.buckets[low] ?? 0);
}
