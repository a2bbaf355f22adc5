import { type BlockTable, blockTable, joinBlocks } from './block-table.ts';
import { type BlockCount, designEffect, effectiveSize, sumOf } from './effective-sample.ts';
import { type Histogram, lowerEdgeOf, rankOf, upperEdgeOf } from './histogram.ts';
import { betaQuantile } from './incomplete-beta.ts';
import type { Interval } from './interval.ts';

/** Fewest blocks for an interval (design §4.4). */
export const minBlocks = 20;
/** Neighbouring blocks are joined beyond this: longer blocks are only more careful about autocorrelation. */
const maxBlocks = 180;

/** Quantile intervals of a series kept as blocks. */
export interface BlockQuantiles {
  readonly blocks: number;
  /** 95 % interval of the p-quantile in µs, null below `minBlocks`; a side without enough evidence is null. */
  interval(p: number): Interval | null;
  /** The same as ranks (1 = smallest record): the interval before the histogram rounds it outwards, by 0.1 % at most. */
  ranks(p: number): Ranks | null;
}

export interface Ranks {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Intervals of quantiles of an autocorrelated series from its blocks (10 s each): the share of records at or below
 * the quantile has a design effect between blocks; it makes n records worth n_eff independent ones, the exact
 * binomial interval at n_eff gives two levels around p, and the quantiles at these levels bound the p-quantile.
 * Source: Woodruff 1952 with Korn & Graubard's 1998 interval for shares, as `svyquantile(interval.type = "beta")` of
 * R's survey package. Coverage: scripts/bench/interval-coverage.ts.
 *
 * The first `planned` blocks are meant to differ (the burst) and come once in every run: what differs between them and
 * the rest is the plan, not chance, so only their inner variance counts. Empty blocks are left out.
 */
export function blockQuantiles(blocks: readonly Histogram[], planned = 0, confidence = 0.95): BlockQuantiles {
  const burst = blocks.slice(0, planned).filter((block) => block.total > 0);
  const rest = joinBlocks(
    blocks.slice(planned).filter((block) => block.total > 0),
    maxBlocks,
  );
  if (rest.length < minBlocks) return { blocks: rest.length, interval: () => null, ranks: () => null };
  const table = blockTable([...burst, ...rest]);
  const highest = blocks.reduce((most, block) => Math.max(most, block.maxUs), 0);
  const series = { table, burst: burst.length };
  return {
    blocks: rest.length,
    interval: (p) => {
      const { low, high } = ranksOf(series, p, confidence);
      return {
        low: low === null ? null : lowerEdgeOf(bucketAtRank(table, low)),
        high: high === null ? null : Math.min(highest, upperEdgeOf(bucketAtRank(table, high))),
        confidence,
      };
    },
    ranks: (p) => ranksOf(series, p, confidence),
  };
}

interface Series {
  readonly table: BlockTable;
  /** Columns of the table that hold planned blocks: the first. */
  readonly burst: number;
}

function ranksOf(series: Series, p: number, confidence: number): Ranks {
  const { table, burst } = series;
  const n = table.totals.reduce((sum, count) => sum + count, 0);
  const size = effectiveSize(n, effectAround(series, p, n), table.blocks - burst, confidence);
  const tail = (1 - confidence) / 2;
  // Not even the extreme of n_eff records is beyond the quantile with the confidence asked for.
  const low = (1 - p) ** size > tail ? 0 : Math.floor(n * betaQuantile(tail, p * size, size - p * size + 1));
  const high =
    p ** size > tail ? n + 1 : Math.ceil(n * betaQuantile(1 - tail, p * size + 1, size - p * size));
  return { low: low < 1 ? null : low, high: high > n ? null : high };
}

/**
 * Largest design effect at the quantile and at twice its distance from the nearer end: few exceedances come in few
 * clumps, and the effect of clumps is seen from more of them. Where many records are equal, below them as well.
 */
function effectAround(series: Series, p: number, n: number): number {
  const near = Math.min(p, 1 - p);
  const outer = p > 0.5 ? Math.max(0.5, 1 - 2 * near) : Math.min(0.5, 2 * near);
  let largest = 0;
  for (const level of [p, outer]) {
    const row = rowAtRank(series.table, rankOf(level, n));
    largest = Math.max(largest, effectAtRow(series, row));
    const equal = countUpTo(series.table, row) - countUpTo(series.table, row - 1);
    if (equal > (near / 2) * n) largest = Math.max(largest, effectAtRow(series, row - 1));
  }
  return largest === 0 ? 1 : largest;
}

/** Design effect of the share of records in rows ≤ `row`; 0 where that share is 0 or 1. */
function effectAtRow({ table, burst }: Series, row: number): number {
  const columns: BlockCount[] = table.totals.map((n, b) => ({
    n,
    k: row < 0 ? 0 : (table.counts[row * table.blocks + b] ?? 0),
  }));
  const total = binomialVariance(sumOf(columns));
  if (total === 0) return 0;
  const rest = columns.slice(burst);
  // Strata add up: planned blocks by their inner variance, the rest as one stratum, both at the rest's effect.
  const within = columns.slice(0, burst).reduce((sum, block) => sum + binomialVariance(block), 0);
  return (designEffect(rest) * (binomialVariance(sumOf(rest)) + within)) / total;
}

function binomialVariance({ n, k }: BlockCount): number {
  return n === 0 ? 0 : (k * (n - k)) / n;
}

function bucketAtRank(table: BlockTable, rank: number): number {
  return table.buckets[rowAtRank(table, rank)] ?? 0;
}

/** Row of the table that holds the `rank`-th smallest record. */
function rowAtRank(table: BlockTable, rank: number): number {
  let low = 0;
  let high = table.buckets.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (countUpTo(table, middle) >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Records of all blocks in rows ≤ `row`. */
function countUpTo(table: BlockTable, row: number): number {
  let count = 0;
  for (let b = 0; row >= 0 && b < table.blocks; b += 1) count += table.counts[row * table.blocks + b] ?? 0;
  return count;
}
