import { intervalOfMetric } from './interval-of-metric.ts';

/** A rate that must stay at or below its target: one-sided Clopper–Pearson bounds at 95 %. */
export const proportionUpper = intervalOfMetric('clopper-pearson', 0.95);
