import { setTimeout as sleep } from 'node:timers/promises';
import type { PlanStatus } from '../../../mock-whatsapp/contract/plan.ts';
import type { ControlClient } from '../control-client.ts';
import type { DrillTiming } from './drill-timing.ts';

const pollMs = 200;
/** A bad ask is one not answered within max(1 s, 3 × baseline p99) (design §4.8). */
const badFloorMs = 1000;
const badFactor = 3;

/** Limit beyond which an answer is bad, given the baseline's p99 (null = nothing was answered before the kill). */
export function badLimitMs(baselineP99Ms: number | null): number {
  return Math.max(badFloorMs, badFactor * (baselineP99Ms ?? 0));
}

/** True when the last second shows no bad answer and no more asks are open than the limit allows at this rate. */
export function looksGood(status: PlanStatus, limitMs: number, ratePerSec: number): boolean {
  if (status.recentP99Ms === null || status.recentP99Ms > limitMs) return false;
  return status.open <= (ratePerSec * limitMs) / 1000;
}

/**
 * Keeps the load going after the kill: at least `afterMs`, and until nothing bad was seen for `confirmMs` or `watchMs`
 * are over. Live and coarse, it only decides how long to go on; the figures are computed from the asks afterwards.
 * Resolves true when recovery was seen.
 */
export async function watchRecovery(options: {
  readonly control: ControlClient;
  readonly plan: string;
  readonly limitMs: number;
  readonly ratePerSec: number;
  readonly timing: DrillTiming;
  readonly signal?: AbortSignal;
}): Promise<boolean> {
  const { afterMs, confirmMs, watchMs } = options.timing;
  const start = performance.now();
  let lastBad = start;
  for (;;) {
    options.signal?.throwIfAborted();
    await sleep(pollMs);
    const status = await options.control.plan(options.plan);
    const now = performance.now();
    if (!looksGood(status, options.limitMs, options.ratePerSec)) lastBad = now;
    if (now - lastBad >= confirmMs && now - start >= afterMs) return true;
    if (now - start >= watchMs) return false;
  }
}
