import type { Histogram } from '../stats/histogram.ts';

export interface PushWindow {
  due: number;
  received: number;
  /** Due in this window and late, or never there. */
  late: number;
}

/** One plan of expected pushes: planned = received + lost. */
export interface PushRecord {
  /** `campaign-slow`, `campaign-fast`. */
  readonly id: string;
  readonly hash: string;
  readonly startNs: number;
  /** Null when the plan's end was never recorded. */
  readonly endReason: 'drained' | 'timeout' | 'stopped' | null;
  readonly lateAfterMs: number;
  readonly planned: number;
  readonly received: number;
  /** Received later than `lateAfterMs` after its time; lost ones are counted apart. */
  readonly late: number;
  readonly lost: number;
  /** More than a second before its time. */
  readonly early: number;
  /** Pushes received twice or more, and the copies beyond the first. */
  readonly duplicated: number;
  readonly extra: number;
  /** Messages that carried a push to somebody else. */
  readonly wrong: number;
  /** First to last receipt; null below two. */
  readonly spanUs: number | null;
  /** Time due → receipt, µs, 0 for early ones; a lost push counts as the time to the drain's end. */
  readonly lateness: Histogram;
  /** Business number → pushes it sent first. */
  readonly numbers: ReadonlyMap<number, number>;
  readonly windowMs: number;
  readonly windows: readonly PushWindow[];
  /** Received as the mock told at the end and as the file holds, where the two disagree. */
  readonly mismatch: { readonly told: number; readonly held: number } | null;
}

/** What the vendor says of a campaign. */
export interface VendorAccount {
  readonly sent: number;
  readonly failed: number;
  readonly waiting: number;
}

export interface OrderStepRecord {
  /** 1-based step of the ladder. */
  readonly step: number;
  readonly placed: number;
  readonly failed: number;
  /** Asks of one order together, µs. */
  readonly chain: Histogram;
}

export interface OrderRecord {
  readonly placed: number;
  readonly failed: number;
  /** `placed`, or why not → orders. */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly steps: readonly OrderStepRecord[];
  /** start, item, address → service time, µs. */
  readonly asks: ReadonlyMap<string, Histogram>;
  readonly chain: Histogram;
  /** The caller's elapsed time less the mock's span, µs. */
  readonly hole: Histogram;
}

/** Calls of one kind or step: how many, how many failed, times from the intended time in µs. */
export interface ApiTally {
  calls: number;
  errors: number;
  readonly response: Histogram;
}

export interface ApiRecord extends ApiTally {
  /** Ascending by name. */
  readonly names: ReadonlyMap<string, ApiTally>;
  /** Load steps, 1 … */
  readonly steps: ReadonlyMap<number, ApiTally>;
}

/** Searches in one store; times from the intended time, µs. */
export interface SearchStore {
  readonly name: string;
  readonly messages: number;
  /** What loading it took: apart, never part of a measurement. */
  readonly loadMs: number | null;
  queries: number;
  /** Refused or failed. */
  errors: number;
  /** Answered, with a result that is not what was planted. */
  wrong: number;
  readonly response: Histogram;
  readonly service: Histogram;
  readonly languages: Map<string, Histogram>;
  readonly classes: Map<string, Histogram>;
}

export interface SearchRecord {
  /** Ascending by messages. */
  readonly stores: readonly SearchStore[];
}
