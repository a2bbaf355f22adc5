import { type BlockCount, designEffect, effectiveSize, sumOf } from './effective-sample.ts';
import { betaQuantile } from './incomplete-beta.ts';
import type { Interval } from './interval.ts';
import { clopperPearson } from './proportion.ts';

/**
 * Two-sided interval of a share whose events come in clumps (losses while a node restarts), from blocks in order of
 * time: Clopper–Pearson at the effective sample size. Needs two blocks; with no event, or nothing but events, blocks
 * tell nothing about clumps and the plain interval is returned.
 * Source: Korn & Graubard 1998; `svyciprop(method = "beta")` of R's survey package.
 */
export function clusteredProportion(blocks: readonly BlockCount[], confidence = 0.95): Interval {
  const held = blocks.filter((block) => block.n > 0);
  const { n, k } = sumOf(held);
  const plain = clopperPearson(k, n, confidence);
  if (k === 0 || k === n || held.length < 2) return plain;
  const size = Math.min(n, effectiveSize(n, designEffect(held), held.length, confidence));
  const events = (k / n) * size;
  const tail = (1 - confidence) / 2;
  return {
    low: betaQuantile(tail, events, size - events + 1),
    high: betaQuantile(1 - tail, events + 1, size - events),
    confidence,
  };
}
