import { minBlocks } from './block-quantile.ts';
import { type BlockTable, blockTable, joinBlocks } from './block-table.ts';
import { type Histogram, rankOf, upperEdgeOf } from './histogram.ts';
import type { Interval } from './interval.ts';
import { seededRandom } from './random.ts';

/** Neighbouring blocks are joined beyond this. */
const maxBlocks = 360;
/** Resamples: the 2.5 % tails then rest on 25 values each. */
const resamples = 1000;

/**
 * Percentile bootstrap over blocks (10 s each): blocks are drawn with replacement, their histograms merged, the
 * quantile read; the interval spans the middle 95 % of 1 000 draws. Deterministic for a seed. Empty blocks are left
 * out; null below `minBlocks`. It undercovers (scripts/bench/interval-coverage.ts: 88–95 % for independent data,
 * less where blocks are correlated), so verdicts use block-quantile.ts; this is the yardstick beside it.
 * Source: Künsch 1989 (block bootstrap), here with non-overlapping blocks (Carlstein 1986).
 */
export function bootstrapQuantile(blocks: readonly Histogram[], p: number, seed: number): Interval | null {
  const joined = joinBlocks(
    blocks.filter((block) => block.total > 0),
    maxBlocks,
  );
  return joined.length < minBlocks ? null : resample(blockTable(joined), p, seed);
}

function resample(table: BlockTable, p: number, seed: number): Interval {
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

function weightedQuantile(table: BlockTable, weights: Float64Array, p: number): number {
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
