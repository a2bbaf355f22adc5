import { intervalOfMetric } from './interval-of-metric.ts';

/** A percentile by the 95 % interval that its effective sample size allows (10 s blocks, from 20 blocks on). */
export const percentile = intervalOfMetric('effective-sample', 0.95);
