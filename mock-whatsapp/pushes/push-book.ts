import type { PushPlan } from '../contract/pushes.ts';

/** Never received. */
const never = Number.NaN;

/** What became of each push of one plan: a few numbers a push, whatever their texts. Times in ms on the mock's clock. */
export interface PushBook {
  readonly size: number;
  readonly counts: Readonly<{ received: number; duplicated: number; wrong: number }>;
  /** Pushes due at `atMs` or before. */
  dueBy(atMs: number): number;
  /** True when one of those due at `atMs` has not come. */
  misses(atMs: number): boolean;
  readonly lastDueMs: number;
  /** A message to customer `customer` (null = nobody we know) that holds the nonce of push `index`. */
  receive(index: number, customer: number | null, number: number, atMs: number): void;
  /** Push i; `receivedMs` null = never. */
  entry(index: number): {
    readonly customer: number;
    readonly dueMs: number;
    readonly receivedMs: number | null;
    readonly copies: number;
    readonly number: number | null;
  };
}

export function createPushBook(plan: PushPlan, startMs: number): PushBook {
  const size = plan.atMs.length;
  const due = Float64Array.from(plan.atMs, (at) => startMs + at);
  const ascending = due.toSorted();
  const received = new Float64Array(size).fill(never);
  const copies = new Uint32Array(size);
  const numbers = new Int16Array(size).fill(-1);
  const counts = { received: 0, duplicated: 0, wrong: 0 };

  function dueBy(atMs: number): number {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ascending[middle] ?? 0) <= atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    size,
    counts,
    dueBy,
    misses(atMs) {
      if (counts.received === size) return false;
      for (let i = 0; i < size; i += 1) if (copies[i] === 0 && (due[i] ?? 0) <= atMs) return true;
      return false;
    },
    lastDueMs: ascending[size - 1] ?? startMs,
    receive(index, customer, number, atMs) {
      if (plan.customer[index] !== customer) {
        counts.wrong += 1;
        return;
      }
      const before = copies[index] ?? 0;
      copies[index] = before + 1;
      if (before === 1) counts.duplicated += 1;
      if (before > 0) return;
      counts.received += 1;
      received[index] = atMs;
      numbers[index] = number;
    },
    entry(index) {
      const at = received[index] ?? never;
      const number = numbers[index] ?? -1;
      return {
        customer: plan.customer[index] ?? 0,
        dueMs: due[index] ?? startMs,
        receivedMs: Number.isNaN(at) ? null : at,
        copies: copies[index] ?? 0,
        number: number < 0 ? null : number,
      };
    },
  };
}
