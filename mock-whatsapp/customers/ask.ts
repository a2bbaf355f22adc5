import type { AskLine, Envelope } from '../contract/events.ts';
import type { Lead } from '../lib/lead.ts';
import type { DeliveryWatcher } from '../webhooks/update.ts';
import type { Customer } from './directory.ts';

/** Receipt times of duplicates kept per ask (AskLine.dup). */
const duplicateTimesKept = 8;

/** An ask that was ready before its time leaves this soon after it: a reading of the clock. */
const punctualMs = 0.005;

/** What an ask tells its plan. */
export interface AskOwner {
  readonly startMs: number;
  injected(): void;
  acknowledged(): void;
}

/** One ask from its due time until its line is written. Times are `nowMs()` readings. */
export class Ask implements DeliveryWatcher {
  readonly owner: AskOwner;
  readonly customer: Customer;
  readonly index: number;
  readonly dueMs: number;
  injectedMs: number | null = null;
  ackMs: number | null = null;
  answeredMs: number | null = null;
  lastAnswerMs = 0;
  /** Start of the watch for duplicates. */
  watchedFromMs = 0;
  answers = 0;
  duplicateMs: number[] | null = null;
  holding = 0;
  wrong = 0;
  attempts = 0;
  /** An answer to a later ask came first; an ask that is never answered is lost, not out of order. */
  overtaken = false;
  fifo = false;
  /** Since when the mock was ready to send it while the vendor's unanswered webhooks held it back. */
  heldSinceMs: number | null = null;
  /** Learns whether this ask, prepared ahead of its time, was ready in time. */
  lead: Lead | null = null;

  constructor(owner: AskOwner, customer: Customer, index: number, dueMs: number) {
    this.owner = owner;
    this.customer = customer;
    this.index = index;
    this.dueMs = dueMs;
  }

  attempted(atMs: number): void {
    this.attempts += 1;
    if (this.injectedMs !== null) return;
    this.injectedMs = atMs;
    this.lead?.learn(atMs - this.dueMs > punctualMs);
    this.owner.injected();
  }

  acknowledged(atMs: number): void {
    if (this.ackMs !== null) return;
    this.ackMs = atMs;
    this.owner.acknowledged();
  }

  heldBack(sinceMs: number): void {
    this.heldSinceMs ??= sinceMs;
  }

  /** A correct answer, the first or a further one. */
  answer(atMs: number): void {
    this.answers += 1;
    this.lastAnswerMs = atMs;
    if (this.answeredMs === null) {
      this.answeredMs = atMs;
      this.watchedFromMs = atMs;
      return;
    }
    this.duplicateMs ??= [];
    if (this.duplicateMs.length < duplicateTimesKept) this.duplicateMs.push(atMs);
  }

  /** The line for the asks file; `endMs` = now, for an ask that was held back to the end. */
  line(plan: string, endMs: number): Omit<AskLine, keyof Envelope<string>> {
    const startMs = this.owner.startMs;
    const heldUntilMs = this.injectedMs ?? endMs;
    return {
      p: plan,
      i: this.index,
      c: this.customer.index,
      n: this.customer.number,
      due: micros(this.dueMs - startMs),
      inj: microsOrNull(this.injectedMs, startMs),
      ack: microsOrNull(this.ackMs, startMs),
      ans: microsOrNull(this.answeredMs, startMs),
      k: this.answers,
      ...(this.duplicateMs === null ? {} : { dup: this.duplicateMs.map((atMs) => micros(atMs - startMs)) }),
      ...(this.holding === 0 ? {} : { hold: this.holding }),
      ...(this.wrong === 0 ? {} : { wrong: this.wrong }),
      att: this.attempts,
      ...(this.heldSinceMs === null ? {} : { wait: micros(heldUntilMs - this.heldSinceMs) }),
      ...(this.overtaken && this.answeredMs !== null ? { reord: true as const } : {}),
      ...(this.fifo ? { fifo: true as const } : {}),
    };
  }
}

function micros(ms: number): number {
  return Math.round(ms * 1000);
}

function microsOrNull(atMs: number | null, startMs: number): number | null {
  return atMs === null ? null : micros(atMs - startMs);
}
