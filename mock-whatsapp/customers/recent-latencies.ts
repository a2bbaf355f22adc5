import { createFifo } from '../lib/fifo.ts';

/** Answer latencies of the last second, for progress lines only: never a reading. */
export interface RecentLatencies {
  add(atMs: number, latencyMs: number): void;
  /** Nearest-rank quantiles of the last second; null without answers. */
  quantiles(atMs: number, ratios: readonly number[]): readonly number[] | null;
}

const windowMs = 1000;

export function createRecentLatencies(): RecentLatencies {
  const window = createFifo<{ readonly atMs: number; readonly latencyMs: number }>();
  function prune(atMs: number): void {
    for (let head = window.peek(); head !== undefined && head.atMs < atMs - windowMs; head = window.peek())
      window.shift();
  }
  return {
    add(atMs, latencyMs) {
      prune(atMs);
      window.push({ atMs, latencyMs });
    },
    quantiles(atMs, ratios) {
      prune(atMs);
      if (window.size === 0) return null;
      const kept: { atMs: number; latencyMs: number }[] = [];
      for (let item = window.shift(); item !== undefined; item = window.shift()) kept.push(item);
      for (const item of kept) window.push(item);
      const sorted = Float64Array.from(kept, (item) => item.latencyMs).sort();
      return ratios.map((ratio) => sorted[Math.max(0, Math.ceil(ratio * sorted.length) - 1)] ?? 0);
    },
  };
}
