import { intervalOfMetric } from './interval-of-metric.ts';

/** A rate that must reach its target: one-sided Clopper–Pearson bounds at 95 %. */
export const proportionLower = intervalOfMetric('clopper-pearson', 0.95);
