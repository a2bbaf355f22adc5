import type { CapacityPointPlanned, EngineModel, EngineTimes } from '../schema/artefacts.ts';
import type { Trial } from '../schema/result.ts';
import type { RunPlan, RunState } from '../schema/run-plan.ts';
import type { BlockCount } from '../stats/effective-sample.ts';
import type { Histogram } from '../stats/histogram.ts';
import type { FileReading } from './event-reader.ts';
import type { ApiRecord, OrderRecord, PushRecord, SearchRecord, VendorAccount } from './scenario-records.ts';

export type * from './scenario-records.ts';

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
  /** `closed` (arrivals `saturate`): nothing was intended, response equals service. */
  readonly model: 'open' | 'closed';
  readonly hash: string;
  readonly options: string;
  /** What the mock matched by; null in older runs. */
  readonly matcher: string | null;
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
  /** Of the same blocks: asks sent (`n`), and of these lost or undelivered (`k`). */
  readonly losses: readonly BlockCount[];
  readonly windowMs: number;
  readonly windows: readonly TimelineWindow[];
  readonly sends: Sends | null;
  /** Asks that came faster than Meta's pair rate lets anybody answer; null in older runs. */
  readonly beyondPairRate: number | null;
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

/** Agents of one point of the capacity search. */
export interface AgentWork {
  /** Logged in, with a channel open. */
  readonly agents: number;
  readonly operations: number;
  /** Operations in which the vendor did something wrong. */
  readonly failed: number;
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
  /** First and last sample of the phase. */
  rssFirstBytes?: number;
  rssLastBytes?: number;
  /** Runnable but not running, main thread. */
  runDelayMs: number;
  /** Wall time covered by consecutive samples. */
  wallMs: number;
  /** False when schedstat could not be read. */
  runDelayKnown: boolean;
  /** Highest share of the limit of open files; null where either is unknown. */
  fdRatioPeak: number | null;
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
  /** Highest share of the ephemeral ports that sockets could hold; null where unreadable. */
  readonly portRatioPeak: number | null;
}

/** Ten seconds of the samples of one phase: who waited for a CPU, and what the machine gave to others. */
export interface HostWindow {
  readonly phase: string;
  readonly startNs: number;
  readonly processes: readonly ProcessUse[];
  readonly machine: MachineUse | null;
}

/** Time without a sample of the machine, longer than a delayed sample explains. */
export interface Gap {
  readonly startNs: number;
  readonly endNs: number;
}

/** Highest resident memory of one harness process, a point a minute. */
export interface MemorySeries {
  readonly role: string;
  readonly pid: number;
  readonly minutes: readonly number[];
  readonly rssBytes: readonly number[];
}

/** What the mock measured of its own clock and wake thread before the load. */
export interface TimerFacts {
  readonly clockStepMs: number;
  readonly wakeP50Ms: number;
  readonly wakeP99Ms: number;
}

/** What sealed files of the run folder say now. */
export interface SealReading {
  /** Sealed files that are gone or have other bytes, files of `events/` that the seal does not know. Null = no seal. */
  readonly changed: readonly string[] | null;
  /** result.json as found: none, as check wrote it, changed since, or without the sha256 that check writes beside it. */
  readonly result: 'none' | 'as-written' | 'edited' | 'unsealed';
}

export interface Phase {
  readonly name: string;
  readonly startNs: number;
  readonly endNs: number;
}

/** Durations of one operation of one k6 scenario, µs, over the whole scenario. */
export interface OperationTimes {
  readonly scenario: string;
  readonly model: 'open' | 'closed';
  readonly operation: EngineTimes['operation'];
  readonly part: EngineTimes['part'];
  readonly histogram: Histogram;
}

/** Asks that a script sent and waited for. A closed loop: no intended times. */
export interface ScriptedAsks {
  readonly scenario: string;
  /** The mock's own span, injection → answer, µs. */
  readonly service: Histogram;
  /** What the caller waited beyond the span, µs: the harness's share (long poll, event loops). */
  readonly hole: Histogram;
  unanswered: number;
}

export interface EngineRecord {
  readonly src: string;
  readonly scenario: string;
  /** What every k6 scenario of the script was. */
  readonly models: readonly EngineModel[];
  readonly times: readonly OperationTimes[];
  readonly scriptedAsks: readonly ScriptedAsks[];
  readonly iterations: number;
  readonly dropped: number;
  readonly lateness: Histogram;
  readonly loop: readonly LoopSecond[];
  /** Connections this machine had no descriptor, port or buffer for. */
  readonly exhausted: number;
  readonly endReason: string | null;
}

export interface TrialRecord extends Trial {
  /** Baseline asks; t0 from the plan's start, µs; null when the fault was not injected. */
  readonly baselineN: number;
  readonly t0Us: number | null;
  readonly healedUs: number | null;
  /** Where recovery is not confirmed: it took at least this long. */
  readonly recoveryAtLeastMs: number | null;
  /** Signal sent → exit seen: how far t0 may lie beside the real exit. Null when nothing was injected. */
  readonly exitSeenAfterMs: number | null;
}

/** One second of the pressure drill. */
export interface PressureSecond {
  readonly atNs: number;
  readonly busyRatio: number;
  readonly dutyRatio: number;
  readonly spanMs: number;
}

/** One trial of the pressure drill: what the load was; the asks are those of its plans. */
export interface PressureRecord {
  readonly trial: number;
  readonly plan: string;
  readonly baseline: string;
  readonly targetRatio: number;
  readonly cores: readonly number[];
  readonly pinned: boolean;
  /** Busy share over the whole load; null = the trial did not come to its end. */
  readonly achievedRatio: number | null;
  readonly burnersCpuMs: number;
  readonly seconds: readonly PressureSecond[];
}

/** Everything a run left behind, folded. Pure data: the check reads nothing else. */
export interface Artefacts {
  readonly plan: RunPlan;
  readonly state: RunState;
  readonly plans: ReadonlyMap<string, PlanRecord>;
  readonly trials: readonly TrialRecord[];
  readonly pressures: readonly PressureRecord[];
  /** Points of the capacity search in the order played. */
  readonly capacity: readonly Pick<CapacityPointPlanned, 'plan' | 'ratePerSec' | 'agents'>[];
  /** Plan id of a point → what its agents did; empty where no agents were raised. */
  readonly agentWork: ReadonlyMap<string, AgentWork>;
  /** Webhook POSTs of the whole run, and those not answered with 200. */
  readonly webhooks?: { readonly posts: number; readonly refused: number };
  readonly media: MediaRecord | null;
  readonly shift: ShiftRecord | null;
  /** Plans of expected pushes, ascending by id. */
  readonly pushes: readonly PushRecord[];
  /** Plan id → the vendor's own account of that campaign. */
  readonly campaigns: ReadonlyMap<string, VendorAccount>;
  readonly orders: OrderRecord | null;
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
  readonly hostWindows: readonly HostWindow[];
  readonly hostGaps: readonly Gap[];
  readonly memory: readonly MemorySeries[];
  readonly timer: TimerFacts | null;
  /** Webhook attempts that failed because this machine had no descriptor, port or buffer. */
  readonly mockExhausted: number;
  readonly seal: SealReading;
}
