import type { Size } from '../../schema/run-plan.ts';

export interface DrillTiming {
  /** Undisturbed asks before the kill. */
  readonly baselineMs: number;
  /** How long a moment with enough calls in flight is waited for, after the baseline. */
  readonly chooseMs: number;
  /** The load goes on at least this long after the kill. */
  readonly afterMs: number;
  /** Recovery is confirmed by this long without a bad ask. */
  readonly confirmMs: number;
  /** A trial stops watching after this. */
  readonly watchMs: number;
}

/** 5 s without a bad ask (design §4.8), and a little, because the status is polled. */
const confirmMs = 5050;
/** Design §4.8: 1.2 × the article's 90 s. */
const watchMs = 108_000;
/** Acceptance of a plan to its time zero. */
export const leadMs = 200;

/** Smoke must fit a trial with its 3 s drain into 12 s (design §4.7): 0.2 + 3.3 + 5.3 + 3. */
const drillTiming: Readonly<Record<Size, DrillTiming>> = {
  smoke: { baselineMs: 3300, chooseMs: 1500, afterMs: confirmMs, confirmMs, watchMs },
  standard: { baselineMs: 4500, chooseMs: 4000, afterMs: 6000, confirmMs, watchMs },
  full: { baselineMs: 4500, chooseMs: 4000, afterMs: 6000, confirmMs, watchMs },
};

/** The times of a drill: those given, else those of its size. */
export function timingOf(options: {
  readonly size: Size;
  readonly timing?: DrillTiming;
  readonly watchMs?: number;
}): DrillTiming {
  const timing = options.timing ?? drillTiming[options.size];
  return options.watchMs === undefined ? timing : { ...timing, watchMs: options.watchMs };
}
