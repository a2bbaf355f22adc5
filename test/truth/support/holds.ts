import type { AskLine } from '../../../mock-whatsapp/contract/events.ts';
import { eventLines } from './event-lines.ts';
import type { SteadyRun } from './steady-run.ts';

/** What a vendor says it did with one ask: from the arrival of the webhook request until its answer was on the wire. */
export interface Hold {
  readonly nonce: string;
  /** CLOCK_MONOTONIC of the arrival. */
  readonly arrivedNs: number;
  readonly heldMs: number;
  readonly copies: number;
}

/** The stub's own log of this plan. */
export function stubHolds({ eventsDir, startNs }: Pick<SteadyRun, 'eventsDir' | 'startNs'>): Hold[] {
  interface Line {
    readonly kind: string;
    readonly mono_ns: number;
    readonly nonce: string;
    readonly heldUs: number;
    readonly copies: number;
  }
  return eventLines<Line>(eventsDir, 'stub-holds')
    .filter(({ kind, mono_ns }) => kind === 'stub.hold' && mono_ns >= startNs)
    .map(({ nonce, mono_ns, heldUs, copies }) => ({
      nonce,
      arrivedNs: mono_ns,
      heldMs: heldUs / 1000,
      copies,
    }));
}

/** A nonce is two characters of its plan and the ask's index in base 36. */
export function indexOf({ nonce }: Hold): number {
  return Number.parseInt(nonce.slice(2), 36);
}

/** Service time as the harness measured it, minus the hold as the vendor logged it, ms, one per answered ask. */
export function pairedErrorsMs(asks: readonly AskLine[], holds: readonly Hold[]): number[] {
  const heldMs = new Map(holds.map((hold) => [indexOf(hold), hold.heldMs]));
  return asks.flatMap(({ i, inj, ans }) => {
    const held = heldMs.get(i);
    if (inj === null || ans === null || held === undefined) return [];
    return [(ans - inj) / 1000 - held];
  });
}

/** The value at rank ceil(p · n) of the sorted values. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.ceil(p * sorted.length) - 1];
  if (value === undefined) throw new Error('no values');
  return value;
}

/** |measured − expected| ÷ expected. */
export function relativeError(measured: number, expected: number): number {
  return Math.abs(measured - expected) / expected;
}
