import type { LoopSecond } from '../record/artefacts.ts';
import { quantileOf } from '../stats/median.ts';

/** A hundredth of a second's time, ms: the share of moments that a p99 leaves out. */
const leftOutMs = 10;

/**
 * Event-loop delay, ms: p99 over the seconds of each second's p99, or what one moment in a hundred met, where that is more.
 * A second's p99 counts readings; a hold is one reading however long it was, and is outside of the p99 when the second holds a
 * hundred others. An arrival at any moment meets it with the hold's share of the time: the wait that is exceeded during 1 % of
 * the time is x with Σ max(0, longest hold of the second − x) = 1 % of the time. Null without seconds. Pure.
 */
export function loopDelayMs(seconds: readonly LoopSecond[]): number | null {
  const counted = quantileOf(
    seconds.map(({ loopP99Ms }) => loopP99Ms),
    0.99,
  );
  return counted === null ? null : Math.max(counted, exceededMs(seconds.map(({ loopMaxMs }) => loopMaxMs)));
}

function exceededMs(holds: readonly number[]): number {
  const longest = [...holds].sort((a, b) => b - a);
  const budget = leftOutMs * holds.length;
  let sum = 0;
  for (const [index, hold] of longest.entries()) {
    sum += hold;
    const x = (sum - budget) / (index + 1);
    if (x >= (longest[index + 1] ?? 0)) return Math.max(0, x);
  }
  return 0;
}
