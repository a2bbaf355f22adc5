import type { Trial } from '../schema/result.ts';
import type { RunPlan, RunState } from '../schema/run-plan.ts';
import type { Histogram } from '../stats/histogram.ts';
import type { FileReading } from './event-reader.ts';

/** The account of every ask of one plan: planned = dropped + sent; sent = answered + late + lost + undelivered + unknown. */
export interface Ledger {
  readonly planned: number;
  /** Due, but not injected: the mock's failure, never the vendor's. */
  readonly dropped: number;
  readonly sent: number;
  /** Within the answer deadline. */
  readonly answered: number;
  readonly late: number;
  readonly lost: number;
  readonly undelivered: number;
  readonly unknown: number;
  /** Outside the sum: asks a stopped plan never came to. */
  readonly notReached: number;
  /** Outside the sum: asks with two or more correct answers, and the answers beyond the first. */
  readonly duplicated: number;
  readonly extraAnswers: number;
  readonly wrong: number;
  readonly holding: number;
  readonly unexpected: number;
  readonly reordered: number;
  /** Answers attributed by order only. */
  readonly fifo: number;
}

/** Durations of one part of a plan, µs. Lost and undelivered asks count as the time to the drain's end. */
export interface Latency {
  /** Intended time → answer. */
  readonly response: Histogram;
  /** Injection → answer. */
  readonly service: Histogram;
  /** Intended time → injection. */
  readonly lateness: Histogram;
  /** Lateness without the part in which the vendor's unanswered webhooks held the ask back: the harness's own. */
  readonly ownLateness: Histogram;
  /** Injection → the vendor's 200. */
  readonly webhookAck: Histogram;
}

export interface TimelineWindow {
  planned: number;
  injected: number;
  answered: number;
  /** Response times of the asks due in this window. */
  readonly response: Histogram;
}

export interface Sends {
  attempted: number;
  accepted: number;
  rejected: number;
  readonly codes: Map<string, number>;
}

export interface PlanRecord {
  readonly id: string;
  readonly hash: string;
  readonly options: string;
  /** Null when the plan's end was never recorded. */
  readonly endReason: 'drained' | 'timeout' | 'stopped' | null;
  readonly startNs: number;
  readonly loadEndUs: number;
  readonly drainEndUs: number;
  readonly ledger: Ledger;
  /** Whole plan; `steady` from `steadyFromUs` on; `burst`: due before `burstUntilUs`. */
  readonly all: Latency;
  readonly steady: Latency;
  readonly burst: Latency;
  readonly steadyFromUs: number;
  readonly burstUntilUs: number;
  /** Asks due in the burst, and the time of its last answer from the plan's start (drain's end if one never came). */
  readonly burstAsks: number;
  readonly burstLastAnswerUs: number | null;
  /** Response times of asks by intended time, 10 s each. */
  readonly blocks: readonly Histogram[];
  readonly windowMs: number;
  readonly windows: readonly TimelineWindow[];
  readonly sends: Sends | null;
  /** Asks injected as the mock told at the end and as the file holds, where the two disagree. */
  readonly mismatch: { readonly told: number; readonly held: number } | null;
}

export interface Upload {
  readonly index: number;
  readonly ok: boolean;
  readonly status: number;
  readonly sizeClass: string;
  readonly ms: number;
}

export interface MediaRecord {
  readonly planned: number;
  readonly attempted: number;
  readonly stored: number;
  /** Not ok, or ok but the bytes never arrived unharmed. */
  readonly failed: number;
  readonly firstFailureIndex: number | null;
  /** Stored files that meet no expectation, and files missing though the vendor said ok. */
  readonly checksumMismatches: number;
  readonly statuses: ReadonlyMap<number, number>;
  /** Ascending by index. */
  readonly uploads: readonly Upload[];
}

export interface ShiftHour {
  /** 1 … 8. */
  readonly hour: number;
  readonly response: Histogram;
  operations: number;
  systemErrors: number;
  humanSlips: number;
}

export interface ShiftRecord {
  readonly operations: number;
  readonly systemErrors: number;
  readonly humanSlips: number;
  readonly errorKinds: ReadonlyMap<string, number>;
  /** Whole operations, without the agent's thinking. */
  readonly response: Histogram;
  /** Steps of an operation: history, reply, write-field … */
  readonly steps: ReadonlyMap<string, Histogram>;
  /** Ascending by hour. */
  readonly hours: readonly ShiftHour[];
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

export interface ErrorRow {
  readonly class: string;
  readonly origin: 'vendor' | 'mock' | 'harness' | 'network' | 'unknown';
  readonly scenario: string;
  readonly count: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
}

/** One second of an event loop of the harness. */
export interface LoopSecond {
  readonly atNs: number;
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  readonly gcMs: number;
}

/** What one role did in one phase. */
export interface ProcessUse {
  readonly role: string;
  readonly side: 'harness' | 'vendor';
  readonly phase: string;
  cpuMs: number;
  rssPeakBytes: number;
  /** Runnable but not running, main thread. */
  runDelayMs: number;
  /** Wall time covered by consecutive samples. */
  wallMs: number;
  /** False when schedstat could not be read. */
  runDelayKnown: boolean;
}

/** The machine in one phase: means over its seconds. */
export interface MachineUse {
  readonly phase: string;
  readonly seconds: number;
  readonly cpuBusyRatio: number;
  readonly stealRatio: number;
  readonly foreignCores: number;
  /** Share of time some task waited for a CPU (PSI), null where the kernel has none. */
  readonly pressureRatio: number | null;
}

export interface Phase {
  readonly name: string;
  readonly startNs: number;
  readonly endNs: number;
}

export interface EngineRecord {
  readonly src: string;
  readonly scenario: string;
  readonly iterations: number;
  readonly dropped: number;
  readonly lateness: Histogram;
  readonly loop: readonly LoopSecond[];
  readonly endReason: string | null;
}

export interface TrialRecord extends Trial {
  /** Baseline asks; t0 from the plan's start, µs; null when the fault was not injected. */
  readonly baselineN: number;
  readonly t0Us: number | null;
  readonly healedUs: number | null;
  /** Where recovery is not confirmed: it took at least this long. */
  readonly recoveryAtLeastMs: number | null;
}

/** Everything a run left behind, folded. Pure data: the check reads nothing else. */
export interface Artefacts {
  readonly plan: RunPlan;
  readonly state: RunState;
  readonly plans: ReadonlyMap<string, PlanRecord>;
  readonly trials: readonly TrialRecord[];
  readonly media: MediaRecord | null;
  readonly shift: ShiftRecord | null;
  readonly search: SearchRecord | null;
  readonly api: ApiRecord | null;
  readonly errors: readonly ErrorRow[];
  readonly phases: readonly Phase[];
  readonly processes: readonly ProcessUse[];
  readonly machine: readonly MachineUse[];
  readonly mockLoop: readonly LoopSecond[];
  readonly orchestratorLoop: readonly LoopSecond[];
  readonly engines: readonly EngineRecord[];
  readonly files: readonly FileReading[];
}
