/** Messages from one number to one user: GCRA, one per `refillMs`, bursts of `depth`. */
export interface PairRate {
  /** True when one more message to `waId` fits now. Takes nothing. */
  hasRoom(number: number, waId: string, atMs: number): boolean;
  take(number: number, waId: string, atMs: number): void;
  set(refillMs: number, depth: number): void;
  /** Pairs remembered now. */
  readonly size: number;
}

/** Pairs kept before those whose bucket is full again are forgotten; 8 numbers × 3,000 customers stay below. */
const sweepAbove = 50_000;

export function createPairRate(initialRefillMs: number, initialDepth: number): PairRate {
  let refillMs = initialRefillMs;
  let depth = initialDepth;
  let sweepAt = sweepAbove;
  /** Theoretical arrival time of the next message, per pair. In the past = the bucket is full. */
  const theoreticalMs = new Map<string, number>();

  function sweep(atMs: number): void {
    for (const [pair, theoretical] of theoreticalMs) {
      if (theoretical <= atMs) theoreticalMs.delete(pair);
    }
    sweepAt = Math.max(sweepAbove, theoreticalMs.size * 2);
  }

  return {
    hasRoom(number, waId, atMs) {
      const theoretical = theoreticalMs.get(`${number}:${waId}`);
      return theoretical === undefined || theoretical - atMs <= (depth - 1) * refillMs;
    },
    take(number, waId, atMs) {
      const pair = `${number}:${waId}`;
      theoreticalMs.set(pair, Math.max(atMs, theoreticalMs.get(pair) ?? 0) + refillMs);
      if (theoreticalMs.size > sweepAt) sweep(atMs);
    },
    set(refillMsNow, depthNow) {
      refillMs = refillMsNow;
      depth = depthNow;
    },
    get size() {
      return theoreticalMs.size;
    },
  };
}
