import type { PlanRecord } from '../../record/artefacts.ts';
import { type MinuteMedian, minuteMedian } from '../../stats/minute-interval.ts';

export interface WorstMinute extends MinuteMedian {
  /** 1-based minute of the load. */
  readonly minute: number;
  /** Whole minutes of load that hold asks. */
  readonly minutes: number;
}

/** The whole minute of load with the highest median response time. Null before a first whole minute. */
export function worstMinute(plan: PlanRecord): WorstMinute | null {
  // The last ask is due a little before the load ends: 59.99 s are a minute.
  const minutes = Math.floor(plan.loadEndUs / 60e6 + 0.02);
  let worst: WorstMinute | null = null;
  let measured = 0;
  for (let minute = 0; minute < minutes; minute += 1) {
    const median = minuteMedian(plan.blocks.slice(minute * 6, minute * 6 + 6));
    if (median === null) continue;
    measured += 1;
    if (worst === null || median.medianUs > worst.medianUs)
      worst = { ...median, minute: minute + 1, minutes: 0 };
  }
  return worst === null ? null : { ...worst, minutes: measured };
}
