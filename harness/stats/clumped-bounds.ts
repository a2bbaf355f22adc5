import { clusteredProportion } from './clustered-proportion.ts';
import type { BlockCount } from './effective-sample.ts';
import type { Interval } from './interval.ts';
import { oneSidedBounds } from './proportion.ts';

/** As for percentiles (design §4.4): fewer blocks say too little about clumps. */
const leastBlocks = 20;

/**
 * Both one-sided bounds of k of n, the wider of two: exact binomial, and at the effective sample size of the blocks the
 * events lie in. Losses while a node restarts come together and say less than as many independent ones. With fewer than
 * 20 blocks that hold records, or with no event at all, the binomial bounds stand alone. Source: clustered-proportion.ts.
 */
export function clumpedBounds(
  k: number,
  n: number,
  blocks: readonly BlockCount[],
  confidence = 0.95,
): Interval {
  const plain = oneSidedBounds(k, n, confidence);
  const held = blocks.filter((block) => block.n > 0);
  if (held.length < leastBlocks || k === 0 || k === n) return plain;
  // Each tail of a two-sided interval at 2c − 1 is a one-sided bound at c.
  const { low, high } = clusteredProportion(held, 2 * confidence - 1);
  return {
    low: Math.min(plain.low ?? 0, low ?? 0),
    high: Math.max(plain.high ?? 1, high ?? 1),
    confidence,
  };
}
