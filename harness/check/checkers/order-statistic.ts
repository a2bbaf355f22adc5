import { intervalOfMetric } from './interval-of-metric.ts';

/** A percentile by its order statistics at 95 %: for samples that come one by one and are near independent. */
export const orderStatistic = intervalOfMetric('order-statistics', 0.95);
