/**
 * Part of the error that one step corrects: with half of it a step change is gone after four steps (6 % left), without
 * swinging at the noise of /proc/stat, whose ticks are 4 % of a step on one core.
 */
const gain = 0.5;

/** The controller (integral, clamped to 0..1): the burner's share of a core after one more step. Pure. */
export function nextDuty(duty: number, busyRatio: number, targetRatio: number): number {
  return Math.min(1, Math.max(0, duty + gain * (targetRatio - busyRatio)));
}
