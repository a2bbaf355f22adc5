import { intervalOfMetric } from './interval-of-metric.ts';

/** A relative rise over the run by Theil–Sen's slope and Sen's 95 % interval, widened for autocorrelation. */
export const trend = intervalOfMetric('theil-sen', 0.95);
