import { varianceInflation } from './autocorrelation.ts';
import { normalQuantile, studentQuantile } from './quantiles.ts';

/** No design is credited with more than a halving of the variance of independent records. */
const leastEffect = 0.5;

/**
 * Correlation of neighbouring blocks below this many standard errors counts as none. One would widen every sixth interval of
 * independent records; 1.5 every fifteenth, and loses nothing measurable where there is memory (interval-coverage.md).
 */
const ignoreBelow = 1.5;

/** Records of one block, and how many of them count. */
export interface BlockCount {
  readonly n: number;
  readonly k: number;
}

/**
 * Design effect of a share counted over blocks: variance of Σk between blocks, neighbours' autocorrelation included,
 * as a multiple of the binomial variance of independent records. 1 where every record counts or none does.
 * Source: Kish 1965; ratio estimator of the between-block variance, Cochran 1977 §3.12.
 */
export function designEffect(blocks: readonly BlockCount[]): number {
  const total = sumOf(blocks);
  const share = total.k / total.n;
  const binomial = total.n * share * (1 - share);
  if (!(binomial > 0) || blocks.length < 2) return 1;
  const deviations = blocks.map(({ n, k }) => k - share * n);
  const squares = deviations.reduce((sum, off) => sum + off * off, 0);
  const between = (squares * blocks.length) / (blocks.length - 1);
  return Math.max(leastEffect, (between * varianceInflation(deviations, 1, ignoreBelow)) / binomial);
}

/**
 * Records that would carry as much evidence if they were independent: n ÷ effect, and less by (z/t)² because the
 * effect itself is estimated from few blocks. Source: Korn & Graubard 1998.
 */
export function effectiveSize(n: number, effect: number, blocks: number, confidence: number): number {
  const upper = (1 + confidence) / 2;
  const t = studentQuantile(upper, blocks - 1);
  return (n / effect) * (normalQuantile(upper) / t) ** 2;
}

export function sumOf(blocks: readonly BlockCount[]): BlockCount {
  let n = 0;
  let k = 0;
  for (const block of blocks) {
    n += block.n;
    k += block.k;
  }
  return { n, k };
}
