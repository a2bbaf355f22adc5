import { sixBlockConfidence } from '../../stats/minute-interval.ts';
import { intervalOfMetric } from './interval-of-metric.ts';

/** The worst minute's median, with the range of that minute's six 10 s block medians. */
export const minuteMedian = intervalOfMetric('six-block-medians', sixBlockConfidence);
