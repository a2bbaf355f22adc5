import { intervalOfMetric } from './interval-of-metric.ts';

/** A percentile by its 95 % block bootstrap interval (10 s blocks, from 20 blocks on). */
export const percentile = intervalOfMetric('block-bootstrap', 0.95);
