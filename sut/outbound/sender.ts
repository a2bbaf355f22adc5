import type pino from 'pino';
import { FencedError } from '../cluster/fenced-error.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { Finished } from './finish-lane.ts';
import type { GraphClient } from './graph-client.ts';
import type { OutboundRow } from './outbound-row.ts';
import type { Outcome } from './outcome.ts';
import type { Pacer } from './pacer.ts';

export interface SenderCounters {
  sent: number;
  retries: number;
  throttled: number;
  pairLimited: number;
  parked: number;
  unknown: number;
}

export interface SenderOptions {
  readonly graph: GraphClient;
  readonly pacer: Pacer;
  readonly finish: GroupCommit<Finished, readonly OutboundRow[]>;
  readonly log: pino.Logger;
  /** An own send ended unknown: the resolver has work. */
  readonly onUnknown: () => void;
  /** This incarnation was taken over. */
  readonly onFenced: () => void;
}

export interface Sender {
  /** Takes rows that are claimed for this node; one that it already holds is ignored. */
  send(rows: readonly OutboundRow[]): void;
  readonly counters: Readonly<SenderCounters>;
  /** Rows held: waiting, in flight or being recorded. */
  readonly open: number;
  readonly inFlight: number;
  holds(id: number): boolean;
  /** Starts nothing more; resolves with the ids that never left, once the calls in flight are recorded or `timeoutMs` passed. */
  drain(timeoutMs: number): Promise<readonly number[]>;
}

/** Certainly unsent rows wait 0.1 s, 0.2 s … 5 s; after 12 such tries (about 45 s) the row is parked. */
const retryBaseMs = 100;
const retryMaxMs = 5_000;
const maxRetries = 12;
/** Throttled rows: 0.25 s, 0.5 s … 8 s, for as long as it takes. */
const throttleBaseMs = 250;
const throttleMaxMs = 8_000;
/** Meta's advice for 131056: 4^n seconds. */
const pairBaseMs = 1_000;
const pairMaxMs = 64_000;

interface Held {
  readonly row: OutboundRow;
  tries: number;
  timer: NodeJS.Timeout | null;
  /** Its outcome is known and on the way to the database: it must not be released. */
  decided: boolean;
  /** The request has left and has no answer yet. */
  flying: boolean;
}

/** Sends claimed rows from memory at the pacer's rate, and records what became of each. */
export function createSender(options: SenderOptions): Sender {
  const held = new Map<number, Held>();
  const counters: SenderCounters = {
    sent: 0,
    retries: 0,
    throttled: 0,
    pairLimited: 0,
    parked: 0,
    unknown: 0,
  };
  let inFlight = 0;
  let draining = false;

  function send(rows: readonly OutboundRow[]): void {
    for (const row of rows) {
      if (held.has(row.id)) continue;
      const item: Held = { row, tries: 0, timer: null, decided: false, flying: false };
      held.set(row.id, item);
      schedule(item, 0);
    }
  }

  function schedule(item: Held, atLeastMs: number): void {
    if (draining) return;
    const now = Date.now();
    const waitMs = Math.max(
      atLeastMs,
      options.pacer.reserve(item.row.phoneNumberId, item.row.to, now + atLeastMs) + atLeastMs,
    );
    if (waitMs < 1) attempt(item);
    else item.timer = setTimeout(() => attempt(item), waitMs);
  }

  function attempt(item: Held): void {
    item.timer = null;
    if (draining) return;
    inFlight += 1;
    item.flying = true;
    void options.graph.send(item.row).then((outcome) => {
      inFlight -= 1;
      item.flying = false;
      handle(item, outcome);
    });
  }

  function handle(item: Held, outcome: Outcome): void {
    const { row } = item;
    switch (outcome.kind) {
      case 'sent':
        counters.sent += 1;
        record(item, { outcome: 'sent', wamid: outcome.wamid, error: null });
        break;
      case 'unknown':
        counters.unknown += 1;
        record(item, { outcome: 'unknown', wamid: null, error: outcome.error });
        break;
      case 'permanent':
        park(item, outcome.error);
        break;
      case 'retry':
        counters.retries += 1;
        if (item.tries >= maxRetries) park(item, outcome.error);
        else schedule(item, backOff(item, retryBaseMs, 2, retryMaxMs));
        break;
      case 'throttled':
        counters.throttled += 1;
        options.pacer.throttled(row.phoneNumberId, Date.now());
        schedule(item, outcome.retryAfterMs ?? backOff(item, throttleBaseMs, 2, throttleMaxMs));
        break;
      case 'pair-limited': {
        counters.pairLimited += 1;
        const waitMs = backOff(item, pairBaseMs, 4, pairMaxMs);
        options.pacer.pairLimited(row.phoneNumberId, row.to, Date.now() + waitMs);
        schedule(item, waitMs);
        break;
      }
    }
  }

  function park(item: Held, error: string): void {
    counters.parked += 1;
    options.log.warn({ outboxId: item.row.id, error }, 'message parked');
    record(item, { outcome: 'parked', wamid: null, error });
  }

  function record(item: Held, result: Omit<Finished, 'row'>): void {
    item.decided = true;
    options.finish.submit([{ row: item.row, ...result }]).then(
      ([next]) => {
        held.delete(item.row.id);
        if (result.outcome === 'unknown') options.onUnknown();
        send(next ?? []);
      },
      (error: unknown) => {
        if (error instanceof FencedError) {
          options.onFenced();
          return;
        }
        options.log.error({ err: error, outboxId: item.row.id }, 'outcome not recorded, trying again');
        item.timer = setTimeout(() => record(item, result), recordRetryMs);
      },
    );
  }

  return {
    send,
    counters,
    get open() {
      return held.size;
    },
    get inFlight() {
      return inFlight;
    },
    holds: (id) => held.has(id),
    drain: async (timeoutMs) => {
      draining = true;
      const deadline = Date.now() + timeoutMs;
      for (const item of held.values()) if (!item.decided) clearTimeout(item.timer ?? undefined);
      while ((inFlight > 0 || options.finish.pending > 0) && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return [...held.values()].filter((item) => !item.decided && !item.flying).map((item) => item.row.id);
    },
  };
}

const recordRetryMs = 200;

function backOff(item: Held, baseMs: number, factor: number, maxMs: number): number {
  const waitMs = Math.min(maxMs, baseMs * factor ** item.tries);
  item.tries += 1;
  return waitMs;
}
