import { Histogram } from './histogram.ts';
import type { Interval } from './interval.ts';

/** 1 − 2 × 0.5^6: chance that six independent block medians straddle the true median. */
export const sixBlockConfidence = 1 - 2 * 0.5 ** 6;

export interface MinuteMedian {
  readonly medianUs: number;
  readonly n: number;
  /** Null when fewer than six of the minute's blocks hold anything. */
  readonly interval: Interval | null;
}

/**
 * Median of one minute from its six 10 s blocks: the median of all its records, and the range of the six block
 * medians (96.9 % if blocks are independent). Null when the minute is empty.
 */
export function minuteMedian(blocks: readonly Histogram[]): MinuteMedian | null {
  const merged = new Histogram();
  const medians: number[] = [];
  for (const block of blocks) {
    const median = block.quantile(0.5);
    if (median === null) continue;
    medians.push(median);
    merged.merge(block);
  }
  const medianUs = merged.quantile(0.5);
  if (medianUs === null) return null;
  const interval =
    medians.length < 6
      ? null
      : { low: Math.min(...medians), high: Math.max(...medians), confidence: sixBlockConfidence };
  return { medianUs, n: merged.total, interval };
}
