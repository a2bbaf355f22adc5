import { Histogram } from './histogram.ts';

/** Cumulative counts of blocks over the union of their buckets. */
export interface BlockTable {
  readonly blocks: number;
  /** Non-empty buckets of all blocks, ascending. */
  readonly buckets: Int32Array;
  /** Row u, column b: records of block b in buckets ≤ buckets[u]. */
  readonly counts: Uint32Array;
  /** Records of each block. */
  readonly totals: readonly number[];
}

export function blockTable(blocks: readonly Histogram[]): BlockTable {
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

/** Joins neighbours evenly so that at most `most` blocks remain. */
export function joinBlocks(blocks: readonly Histogram[], most: number): readonly Histogram[] {
  const per = Math.ceil(blocks.length / most);
  if (per <= 1) return blocks;
  const joined: Histogram[] = [];
  for (let from = 0; from < blocks.length; from += per) {
    const merged = new Histogram();
    for (const block of blocks.slice(from, from + per)) merged.merge(block);
    joined.push(merged);
  }
  return joined;
}
