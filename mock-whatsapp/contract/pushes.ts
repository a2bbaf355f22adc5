/**
 * Expected pushes: messages a vendor is to send of its own accord (a campaign), told to the mock beforehand. They are
 * recognised by their nonce and timed on the mock's clock, as asks are.
 *
 * | call | body → answer |
 * |---|---|
 * | POST /_sim/pushes | PushPlan → 202 PushesAccepted |
 * | GET  /_sim/pushes/:id?waitMs=&state=done | → PushStatus; long poll until `state` or the time is over |
 * | POST /_sim/pushes/:id/stop | → PushStatus; what is not yet due will not be missed, the rest gets the drain |
 */
export interface PushPlan {
  readonly v: 1;
  /** [a-z0-9-]+; prefix of metrics and the key of PushLine.p. One plan at a time has a given id. */
  readonly id: string;
  /** Delay between acceptance and time zero of the plan. */
  readonly leadMs: number;
  /** Index of the customer who is to get push i. All three lists have one entry per push. */
  readonly customer: readonly number[];
  /** When push i is due, ms from time zero. */
  readonly atMs: readonly number[];
  /** A word of letters, digits, `-` and `_` that the text of push i holds; no two live pushes share one. */
  readonly nonce: readonly string[];
  /** Ends when every push came and nothing more arrived for `quietMs`, or `maxMs` after the last one was due. */
  readonly drain: { readonly quietMs: number; readonly maxMs: number };
}

export interface PushesAccepted {
  readonly id: string;
  readonly pushes: number;
  /** sha256 (hex) over `dueUs,customer,nonce\n` of every push in order, after the id. */
  readonly hash: string;
  readonly startsAtMonoNs: number;
  /** The same moment on this machine's wall clock, ms: what a vendor is given as start. */
  readonly startsAtWallMs: number;
}

export interface PushStatus {
  readonly id: string;
  readonly state: 'waiting' | 'playing' | 'draining' | 'done';
  readonly planned: number;
  readonly due: number;
  readonly received: number;
  /** Due and not there. */
  readonly open: number;
  readonly duplicated: number;
  readonly wrong: number;
  /** Milliseconds since time zero of the plan (negative while waiting). */
  readonly elapsedMs: number;
}
