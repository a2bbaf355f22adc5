import type { PlanStatus } from '../../mock-whatsapp/contract/plan.ts';
import { nowMs } from './clock.ts';
import { control, planDone } from './control.ts';

/** The shift's own time, read from the mock: every VU agrees on the hour. */
export interface ShiftClock {
  /** Hour of the shift, 0-based. What comes after the last hour belongs to it. */
  hour(): number;
  readonly done: boolean;
  /** Resolves when the plan is done. */
  readonly whenDone: Promise<void>;
}

export async function shiftClock(planId: string, durationMs: number, hours: number): Promise<ShiftClock> {
  const first: PlanStatus = await control('GET', `/_sim/plans/${planId}?waitMs=0`);
  const zeroMs = nowMs() - first.elapsedMs;
  const clock = {
    done: false,
    whenDone: Promise.resolve(),
    hour: () => {
      const hour = Math.floor(((nowMs() - zeroMs) * hours) / durationMs);
      return Math.min(hours - 1, Math.max(0, hour));
    },
  };
  clock.whenDone = planDone(planId).then(() => {
    clock.done = true;
  });
  return clock;
}
