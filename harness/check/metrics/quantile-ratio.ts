import type { Histogram } from '../../stats/histogram.ts';
import type { Interval } from '../../stats/interval.ts';
import { quantileRanks } from '../../stats/order-statistic-interval.ts';

export interface QuantileRatio {
  readonly ratio: number;
  /** The smaller of the two sample sizes. */
  readonly n: number;
  readonly interval: Interval;
}

/**
 * One sample's quantile over another's. Interval: order statistics of each at 97.5 %, worst against best (Bonferroni:
 * 95 % together). For samples that are near independent. Null when one is empty or zero.
 */
export function quantileRatio(above: Histogram, below: Histogram, p: number): QuantileRatio | null {
  const [a, b] = [quantileBounds(above, p, 0.975), quantileBounds(below, p, 0.975)];
  if (a === null || b === null) return null;
  return {
    ratio: a.value / b.value,
    n: Math.min(above.total, below.total),
    interval: {
      low: a.low === null || b.high === null ? null : a.low / b.high,
      high: a.high === null || b.low === null ? null : a.high / b.low,
      confidence: 0.95,
    },
  };
}

/** A quantile with its order-statistic bounds, µs; null without samples. */
export function quantileBounds(
  histogram: Histogram,
  p: number,
  confidence: number,
): { readonly value: number; readonly low: number | null; readonly high: number | null } | null {
  const value = histogram.quantile(p);
  if (value === null || value === 0) return null;
  const ranks = quantileRanks(histogram.total, p, confidence);
  return {
    value,
    low: ranks.lowRank === null ? null : histogram.valueAtRank(ranks.lowRank),
    high: ranks.highRank === null ? null : histogram.valueAtRank(ranks.highRank),
  };
}
