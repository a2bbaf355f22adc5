import type { Arrivals } from '../contract/plan.ts';
import { createFifo } from '../lib/fifo.ts';
import type { Ask } from './ask.ts';
import type { Customer } from './directory.ts';

/** Arrivals `saturate`: keeps a number of asks open. A place is free again after the answer or the deadline. */
export interface ClosedLoop {
  /** Asks in every free place, customers in turn, busy ones skipped. */
  fill(atMs: number): void;
  answered(ask: Ask): void;
}

export function createClosedLoop(
  plan: Extract<Arrivals, { readonly kind: 'saturate' }>,
  customers: readonly Customer[],
  answerDeadlineMs: number,
  askNow: (customer: Customer, atMs: number) => Ask,
): ClosedLoop {
  /** By time of asking. */
  const placed = createFifo<Ask>();
  const givenAway = new WeakSet<Ask>();
  let taken = 0;
  let turn = 0;

  function giveUpExpired(atMs: number): void {
    for (let ask = placed.peek(); ask !== undefined; ask = placed.peek()) {
      if (ask.answeredMs === null && atMs - ask.dueMs < answerDeadlineMs) return;
      placed.shift();
      if (ask.answeredMs !== null) continue;
      givenAway.add(ask);
      taken -= 1;
    }
  }

  function nextFree(): Customer | null {
    for (let tried = 0; tried < customers.length; tried += 1) {
      const customer = customers[turn % customers.length];
      turn += 1;
      if (customer !== undefined && customer.open.length === 0) return customer;
    }
    return null;
  }

  return {
    fill(atMs) {
      giveUpExpired(atMs);
      while (taken < plan.inFlight) {
        const customer = nextFree();
        if (customer === null) return;
        taken += 1;
        placed.push(askNow(customer, atMs));
      }
    },
    answered(ask) {
      if (!givenAway.has(ask)) taken -= 1;
    },
  };
}
