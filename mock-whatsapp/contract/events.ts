import type { Matcher } from './plan.ts';

/**
 * Events the mock writes. One JSON object a line, gzip, one file per emitter:
 * `events/asks.ndjson.gz` (AskLine only), `events/mock.ndjson.gz` (MockEvent) and, where pushes were expected,
 * `events/pushes.ndjson.gz` (PushLine only).
 *
 * `mono_ns` is CLOCK_MONOTONIC (process.hrtime) as a number: comparable across
 * processes of one boot, never across machines. Below 2^53 for 104 days of uptime.
 */
export interface Envelope<Kind extends string> {
  readonly v: 1;
  readonly kind: Kind;
  /** Run id, the name of the run folder. */
  readonly run: string;
  /** Emitter, e.g. `mock`, `engine-1`, `faults`, `host`. */
  readonly src: string;
  /** 0, 1, 2 … per emitter and file: a gap means a lost line. */
  readonly seq: number;
  readonly mono_ns: number;
  readonly wall_ms: number;
}

/**
 * The whole life of one ask, written once: when it can no longer change (at the
 * drain's end, or 60 s after its last answer). Short keys: 54,000 lines a standard run.
 * Times are microseconds from the plan's start (`plan.started.mono_ns`); null = never happened.
 */
export interface AskLine extends Envelope<'ask'> {
  /** Plan id, e.g. `rush`. */
  readonly p: string;
  /** Index of the ask in the expanded plan, 0-based: unique within `p`. */
  readonly i: number;
  /** Index of the customer. Phone numbers never enter the files. */
  readonly c: number;
  /** Index of the business number asked. */
  readonly n: number;
  /** Intended time. */
  readonly due: number;
  /** Injection: first byte of the first webhook attempt that carried this ask. */
  readonly inj: number | null;
  /** First HTTP 200 to a webhook that carried this ask, fully received. */
  readonly ack: number | null;
  /** The first correct answer's POST fully received, before the mock's own Graph latency. */
  readonly ans: number | null;
  /** Correct answers in all (ordinal of the last): 0, 1, 2 … More than 1 = duplicated. */
  readonly k: number;
  /** Receipt time of each answer after the first, at most 8 kept. */
  readonly dup?: readonly number[];
  /** Holding replies: replies that fail the matcher without being wrong. */
  readonly hold?: number;
  /** Replies to this customer that carried another customer's code. */
  readonly wrong?: number;
  /** Webhook attempts that carried this ask. */
  readonly att: number;
  /**
   * Part of `inj − due` in which the mock was ready and the vendor's unanswered webhooks (all connections taken, or
   * an earlier message of this customer on the wire), or the plan's `single-open` rule, held the ask back. The
   * mock's own lateness is inj − due − wait; an ask with inj = null and a `wait` was never accepted by the vendor.
   */
  readonly wait?: number;
  /** True when the answer came after that to a later ask of this customer (README, matcher). */
  readonly reord?: true;
  /** True when the answer was attributed by order only (no context, no nonce). */
  readonly fifo?: true;
}

/** A plan began to play. Every AskLine of `plan` counts from this event's `mono_ns`. */
export interface PlanStarted extends Envelope<'plan.started'> {
  readonly plan: string;
  readonly hash: string;
  readonly asks: number;
  readonly customers: number;
  readonly options: string;
  /** What the mock really matches by; held against plan.json. */
  readonly matcher?: Matcher;
  readonly expect?: 'code' | 'nonce';
  /** `closed` (arrivals `saturate`): an ask waits for an answer, so nothing was intended. Absent in older files: open. */
  readonly model?: 'open' | 'closed';
}

/** The drain of a plan ended. Counts let a reader detect a truncated asks file. */
export interface PlanEnded extends Envelope<'plan.ended'> {
  readonly plan: string;
  /** `drained`: no ask open and 3 s of silence; `timeout`: 30 s after the load; `stopped`: the load or the drain was ended by request. */
  readonly reason: 'drained' | 'timeout' | 'stopped';
  readonly planned: number;
  /** Asks whose time came but which the mock did not inject (its own failure). */
  readonly dropped: number;
  readonly injected: number;
  readonly answered: number;
  /**
   * Asks that came faster than the pair rate lets a vendor answer its customer: a reply to each at the instant of asking
   * would have met 131056. Absent in older files.
   */
  readonly beyondPairRate?: number;
  /** Intended time of the last ask, and the end of the drain, microseconds from the start. */
  readonly loadEndUs: number;
  readonly drainEndUs: number;
}

/**
 * What became of one expected push, written when its plan ends. Times are microseconds from the plan's start
 * (`push.started.mono_ns`), negative when early; null = never happened.
 */
export interface PushLine extends Envelope<'push'> {
  /** Plan id, e.g. `campaign-fast`. */
  readonly p: string;
  /** Index in the plan, 0-based. */
  readonly i: number;
  /** Index of the customer. */
  readonly c: number;
  readonly due: number;
  /** The POST that carried it fully received, before the mock's own Graph latency. */
  readonly rec: number | null;
  /** Accepted messages that carried it to the right customer: 0 = lost, more than 1 = duplicated. */
  readonly k: number;
  /** Index of the business number that sent the first. */
  readonly n: number | null;
}

/** A plan of expected pushes began. */
export interface PushStarted extends Envelope<'push.started'> {
  readonly plan: string;
  readonly hash: string;
  readonly pushes: number;
}

/** It ended, its lines are written. Counts let a reader detect a truncated file. */
export interface PushEnded extends Envelope<'push.ended'> {
  readonly plan: string;
  /** `drained`: all there and silence; `timeout`: the drain's limit; `stopped`: ended by request. */
  readonly reason: 'drained' | 'timeout' | 'stopped';
  /** Pushes that fell due (a stopped plan never came to the others). */
  readonly planned: number;
  readonly received: number;
  readonly duplicated: number;
  /** Messages that carried a push's nonce to somebody else. */
  readonly wrong: number;
  readonly drainEndUs: number;
}

/** One second of the mock's own view. Counters are totals since the mock started. */
export interface MockSample extends Envelope<'mock.sample'> {
  readonly asks: number;
  readonly answers: number;
  readonly openAsks: number;
  readonly webhookPosts: number;
  readonly webhookFailures: number;
  readonly webhookUpdates: number;
  readonly webhookBacklog: number;
  readonly graphRequests: number;
  readonly graphInFlight: number;
  /** Event-loop delay of the mock in this second (perf_hooks monitor, 10 ms resolution taken off). */
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  readonly gcMs: number;
}

/** Sends seen on POST /messages in one second, by outcome. Written only for seconds with traffic. */
export interface SendsSample extends Envelope<'mock.sends'> {
  readonly plan: string | null;
  readonly attempted: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Error code → count, e.g. {"130429": 3}. */
  readonly codes: Readonly<Record<string, number>>;
}

/** A file was stored by POST /{phone-number-id}/media. `index` is the expectation it met, by sha256. */
export interface MediaStored extends Envelope<'media.stored'> {
  readonly id: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Index given with POST /_sim/media/expect; null = nobody expected these bytes. */
  readonly index: number | null;
  /** How often bytes with this hash arrived, this one included. */
  readonly copies: number;
}

/** Planned uploads, told ahead by the scenario. */
export interface MediaExpected extends Envelope<'media.expected'> {
  readonly from: number;
  readonly count: number;
}

/** A message to a simulated customer that belongs to no ask. */
export interface Unexpected extends Envelope<'message.unexpected'> {
  readonly plan: string | null;
  /** `no-open-ask`, `unknown-customer`, `late-duplicate`. */
  readonly reason: string;
}

/** A webhook attempt that was not answered with 200; at most 100 a second are written, the rest counted. */
export interface WebhookFailed extends Envelope<'webhook.failed'> {
  readonly attempt: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly updates: number;
  /** Failures not written since the last of these events. */
  readonly suppressed: number;
}

/** The option set in force changed (`bench`, `bench+drill` …). */
export interface OptionsChanged extends Envelope<'mock.options'> {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** How well an emitter's file kept up with its events, over all batches before the last. */
export interface RecorderFacts {
  /** Batches written. */
  readonly writes: number;
  /** Age of the oldest line of a batch when the batch was on disk. A healthy one is the writer's period of 1 s old. */
  readonly lagP99Ms: number;
  readonly lagMaxMs: number;
  /** Slowest single write call, and all of them together, within `spanMs` from opening to closing. */
  readonly writeMaxMs: number;
  readonly writingMs: number;
  readonly spanMs: number;
  /** Most bytes of lines that waited when a batch was taken. */
  readonly backlogMaxBytes: number;
}

/** Meta misbehaved on request (PUT /_sim/faults). */
export interface FaultDone extends Envelope<'mock.fault'> {
  readonly fault: 'redeliver' | 'failed-status';
  /** Updates in the webhook that is delivered again; 1 for a failed message. */
  readonly updates: number;
}

/** The emitter closed its file in good order; `lines` counts all lines including this one. */
export interface FileClosed extends Envelope<'file.closed'> {
  readonly lines: number;
  readonly recorder?: RecorderFacts;
}

/** The mock's own clock and wake thread, measured once before the load. */
export interface MockTimer extends Envelope<'mock.timer'> {
  /** Smallest step seen between two readings of the monotonic clock. */
  readonly clockStepMs: number;
  /** How much later than asked the wake thread woke the loop, over `wakes` wakes. */
  readonly wakeP50Ms: number;
  readonly wakeP99Ms: number;
  readonly wakes: number;
}

export type MockEvent =
  | PlanStarted
  | PlanEnded
  | PushStarted
  | PushEnded
  | MockSample
  | SendsSample
  | MediaStored
  | MediaExpected
  | Unexpected
  | WebhookFailed
  | OptionsChanged
  | MockTimer
  | FaultDone
  | FileClosed;
