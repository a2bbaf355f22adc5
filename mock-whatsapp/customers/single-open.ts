import type { Ask } from './ask.ts';
import type { Customer } from './directory.ts';

/** After an answer, or after the deadline, a reply still belongs to the old ask for this long. */
const quarantineMs = 2000;

/** Matcher `single-open`: holds a customer's next ask back until the former one is settled. */
export interface SingleOpen {
  /** True when the ask may go out now; else it is kept for `released`. */
  admit(ask: Ask, atMs: number): boolean;
  /** Asks whose customer became free. */
  released(atMs: number): readonly Ask[];
}

export function createSingleOpen(answerDeadlineMs: number): SingleOpen {
  const newest = new Map<Customer, Ask>();
  const waiting = new Map<Customer, Ask[]>();

  function isFree(customer: Customer, atMs: number): boolean {
    const ask = newest.get(customer);
    if (ask === undefined) return true;
    const settledMs = ask.answeredMs ?? (ask.injectedMs ?? ask.dueMs) + answerDeadlineMs;
    return atMs >= settledMs + quarantineMs;
  }

  return {
    admit(ask, atMs) {
      const queue = waiting.get(ask.customer);
      if (queue === undefined && isFree(ask.customer, atMs)) {
        newest.set(ask.customer, ask);
        return true;
      }
      ask.heldBack(ask.dueMs);
      if (queue === undefined) waiting.set(ask.customer, [ask]);
      else queue.push(ask);
      return false;
    },
    released(atMs) {
      const free: Ask[] = [];
      for (const [customer, queue] of waiting) {
        const ask = queue[0];
        if (ask === undefined || !isFree(customer, atMs)) continue;
        queue.shift();
        if (queue.length === 0) waiting.delete(customer);
        newest.set(customer, ask);
        free.push(ask);
      }
      return free;
    },
  };
}
