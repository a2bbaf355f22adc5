import { intervalOfMetric } from './interval-of-metric.ts';

/** A late hour's percentile over an early one's, by order statistics of both (Bonferroni, 95 % together). */
export const hourRatio = intervalOfMetric('order-statistics', 0.95);
