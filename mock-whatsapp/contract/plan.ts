/**
 * Arrival plans: who asks what, when. A scenario (or a drill) posts one to
 * `POST {control}/_sim/plans`; the mock expands it from the seed, hashes the
 * expanded list, and plays it on its own clock whether or not anyone has answered.
 */
export type Arrivals =
  /** Every customer asks within `firstWithinMs`, again after `secondAfterMs`, then every `everyMs`; nobody waits. */
  | {
      readonly kind: 'cadence';
      readonly customers: number;
      readonly firstWithinMs: number;
      readonly secondAfterMs: readonly [number, number];
      readonly everyMs: readonly [number, number];
      readonly durationMs: number;
    }
  /** Evenly spaced asks; customers take turns in seeded order, never two asks of one within a turn. */
  | {
      readonly kind: 'uniform';
      readonly customers: number;
      readonly ratePerSec: number;
      readonly durationMs: number;
    }
  /** Exponential gaps of mean 1/ratePerSec. */
  | {
      readonly kind: 'poisson';
      readonly customers: number;
      readonly ratePerSec: number;
      readonly durationMs: number;
    }
  /**
   * Evenly spaced asks at `ratePerSec` (0 = none), and every `everyMs` (first after `everyMs`) a burst: `asks` more, at
   * seeded random moments within `withinMs`.
   */
  | {
      readonly kind: 'burst';
      readonly customers: number;
      readonly ratePerSec: number;
      readonly everyMs: number;
      readonly asks: number;
      readonly withinMs: number;
      readonly durationMs: number;
    }
  /** Recorded or hand-made: ascending times, and who asks. Both arrays have the same length. */
  | {
      readonly kind: 'explicit';
      readonly customers: number;
      readonly atMs: readonly number[];
      readonly customer: readonly number[];
    }
  /** Closed loop for ceilings only: keeps `inFlight` asks open for `durationMs`. Never judged; labelled "closed". */
  | {
      readonly kind: 'saturate';
      readonly customers: number;
      readonly inFlight: number;
      readonly durationMs: number;
    };

/** How a reply is recognised as the answer. One per plan, the same for all vendors. */
export type Matcher =
  /** The reply holds the customer's own code, or the ask's nonce where no code was planted. Attribution among
   *  several open asks of one customer: quoted context, else nonce, else the oldest open (marked `fifo`). */
  | 'echo'
  /** `context.message_id` names the ask. */
  | 'context'
  /** One open ask per customer; the next only after answer, or deadline plus quarantine. Counts are "attribution limited". */
  | 'single-open';

export interface ArrivalPlan {
  readonly v: 1;
  /** [a-z0-9-]+; prefix of metrics and the key of AskLine.p. One plan at a time has a given id. */
  readonly id: string;
  readonly seed: number;
  readonly arrivals: Arrivals;
  readonly matcher: Matcher;
  /** Message texts, taken in turn; `{nonce}` is replaced by the ask's nonce. Must hold `{nonce}`. */
  readonly texts: readonly string[];
  /** What the right answer holds: that customer's planted code, or the ask's nonce. */
  readonly expect: 'code' | 'nonce';
  /** Answered after this is `late`. Design: 10 000. */
  readonly answerDeadlineMs: number;
  /** Ends when no ask is open and nothing arrived for `quietMs`, or `maxMs` after the load. Design: 3 000 / 30 000. */
  readonly drain: { readonly quietMs: number; readonly maxMs: number };
  /** Delay between acceptance of the plan and its time zero. Default 200. */
  readonly leadMs?: number;
  /** First customer index used; lets drills and the shift use customers of their own. Default 0. */
  readonly firstCustomer?: number;
}

/** What the mock says of a plan it accepted. */
export interface PlanAccepted {
  readonly id: string;
  readonly asks: number;
  /** sha256 (hex) over `dueUs,customer\n` of every ask in order, plus id, matcher, expect and texts. */
  readonly hash: string;
  readonly startsAtMonoNs: number;
}

export interface PlanStatus {
  readonly id: string;
  readonly state: 'waiting' | 'playing' | 'draining' | 'done';
  readonly planned: number;
  readonly injected: number;
  readonly acked: number;
  readonly answered: number;
  readonly open: number;
  readonly duplicated: number;
  readonly wrong: number;
  /** Milliseconds since time zero of the plan (negative while waiting). */
  readonly elapsedMs: number;
  /** Of asks answered in the last second: median and 99th percentile of due → answer, ms; null without answers. */
  readonly recentP50Ms: number | null;
  readonly recentP99Ms: number | null;
}
