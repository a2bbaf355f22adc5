import type { EventLog } from './event-log.ts';

/** Sends seen on POST /messages, by plan of the recipient and outcome; written once a second. */
export interface SendCounts {
  accepted(plan: string | null): void;
  rejected(plan: string | null, code: number): void;
  /** Writes `mock.sends` for plans with traffic since the last call. */
  write(log: EventLog): void;
}

interface Count {
  accepted: number;
  rejected: number;
  readonly codes: Record<string, number>;
}

export function createSendCounts(): SendCounts {
  let counts = new Map<string | null, Count>();
  function countOf(plan: string | null): Count {
    const known = counts.get(plan);
    if (known !== undefined) return known;
    const count: Count = { accepted: 0, rejected: 0, codes: {} };
    counts.set(plan, count);
    return count;
  }
  return {
    accepted(plan) {
      countOf(plan).accepted += 1;
    },
    rejected(plan, code) {
      const count = countOf(plan);
      count.rejected += 1;
      count.codes[code] = (count.codes[code] ?? 0) + 1;
    },
    write(log) {
      for (const [plan, { accepted, rejected, codes }] of counts)
        log.emit('mock.sends', { plan, attempted: accepted + rejected, accepted, rejected, codes });
      counts = new Map();
    },
  };
}
