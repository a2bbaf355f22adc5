import type { Played } from '../row.ts';

/** What the stub says it did with one ask of the plan. */
export interface Hold {
  readonly index: number;
  readonly heldMs: number;
  readonly copies: number;
  readonly arrivedNs: number;
}

interface HoldLine {
  readonly kind: string;
  readonly mono_ns: number;
  readonly nonce: string;
  readonly heldUs: number;
  readonly copies: number;
}

/** The stub's own log of a plan: from the arrival of the webhook request to the start of its answer. */
export function stubHolds(run: Played, plan = 'steady'): readonly Hold[] {
  const startNs = run.startNs(plan);
  return run
    .lines<HoldLine>('stub-holds')
    .filter(({ kind, mono_ns }) => kind === 'stub.hold' && mono_ns >= startNs)
    .map(({ nonce, heldUs, copies, mono_ns }) => ({
      index: indexOf(nonce),
      heldMs: heldUs / 1000,
      copies,
      arrivedNs: mono_ns,
    }));
}

/** A nonce is two characters of its plan and the ask's index in base 36. */
export function indexOf(nonce: string): number {
  return Number.parseInt(nonce.slice(2), 36);
}
