import type { RecorderFacts } from '../../mock-whatsapp/contract/events.ts';

/** Width of a lag bucket, and their number: 0 to 60 s; what is later stands in the last one. */
const bucketMs = 250;
const buckets = 240;

/** How well one event file kept up. Two additions and an array slot a batch: nothing per line. */
export interface WriteMeter {
  /** A batch is on disk: age of its oldest line then, time of the write call itself, bytes that waited. */
  wrote(batch: { readonly lagMs: number; readonly writeMs: number; readonly waitingBytes: number }): void;
  facts(): RecorderFacts;
}

/** Starts counting now. `nowMs` = a monotonic clock in ms. */
export function createWriteMeter(nowMs: () => number): WriteMeter {
  const startMs = nowMs();
  const lags = new Uint32Array(buckets);
  let writes = 0;
  let lagMaxMs = 0;
  let writeMaxMs = 0;
  let writingMs = 0;
  let backlogMaxBytes = 0;

  /** Upper edge of the bucket that holds the 99th percentile, at most the maximum. */
  function lagP99Ms(): number {
    const rank = Math.ceil(0.99 * writes);
    let seen = 0;
    for (let i = 0; i < buckets - 1; i += 1) {
      seen += lags[i] ?? 0;
      if (seen >= rank) return Math.min(lagMaxMs, (i + 1) * bucketMs);
    }
    return lagMaxMs;
  }

  return {
    wrote({ lagMs, writeMs, waitingBytes }) {
      writes += 1;
      const bucket = Math.min(buckets - 1, Math.floor(lagMs / bucketMs));
      lags[bucket] = (lags[bucket] ?? 0) + 1;
      lagMaxMs = Math.max(lagMaxMs, lagMs);
      writeMaxMs = Math.max(writeMaxMs, writeMs);
      writingMs += writeMs;
      backlogMaxBytes = Math.max(backlogMaxBytes, waitingBytes);
    },
    facts: () => ({
      writes,
      lagP99Ms: round(lagP99Ms()),
      lagMaxMs: round(lagMaxMs),
      writeMaxMs: round(writeMaxMs),
      writingMs: round(writingMs),
      spanMs: round(nowMs() - startMs),
      backlogMaxBytes,
    }),
  };
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
