/**
 * Pause before attempt 2, 3, … of a webhook POST, ms. Meta publishes neither steps nor jitter: the first retry
 * is immediate, later ones ever rarer, for seven days. The steps below half a second keep a vendor's short
 * outage from being rounded up by ours. The last step repeats.
 */
export const defaultRetryLadderMs: readonly number[] = [
  0, 100, 250, 500, 1000, 2000, 4000, 8000, 15_000, 30_000, 60_000,
];

/** Meta gives up after seven days (webhooks overview, 2025-12). */
export const retryHorizonMs = 7 * 24 * 3600 * 1000;

/** Pause after the `failed`-th failed attempt (1-based), ms. */
export function retryPauseMs(ladderMs: readonly number[], failed: number): number {
  return ladderMs[Math.min(failed, ladderMs.length) - 1] ?? 0;
}
