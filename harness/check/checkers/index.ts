import type { Checker } from '../finding.ts';
import { capacityRate } from './capacity-rate.ts';
import { census } from './census.ts';
import { everyAnswered } from './every-answered.ts';
import { hourRatio } from './hour-ratio.ts';
import { minuteMedian } from './minute-median.ts';
import { orderStatistic } from './order-statistic.ts';
import { percentile } from './percentile.ts';
import { proportionLower } from './proportion-lower.ts';
import { proportionUpper } from './proportion-upper.ts';
import { trend } from './trend.ts';
import { worstOfTrials } from './worst-of-trials.ts';

/** Checker id in a requirement set → checker; the id is the file's name. */
export const checkers: ReadonlyMap<string, Checker> = new Map<string, Checker>([
  ['capacity-rate', capacityRate],
  ['census', census],
  ['every-answered', everyAnswered],
  ['hour-ratio', hourRatio],
  ['minute-median', minuteMedian],
  ['order-statistic', orderStatistic],
  ['percentile', percentile],
  ['proportion-lower', proportionLower],
  ['proportion-upper', proportionUpper],
  ['trend', trend],
  ['worst-of-trials', worstOfTrials],
]);
