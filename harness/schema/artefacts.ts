import type { Envelope, FileClosed } from '../../mock-whatsapp/contract/events.ts';
import type { BehaviourKind, BehaviourPlace } from '../../vendors/contract/behaviours.ts';
import type { PointReason } from './capacity.ts';
import type { KillFault } from './faults.ts';

/** Files of a run folder, relative to it. Written by the stage named; every later stage re-runs from them. */
export const runFiles = {
  /** drive: what was going to happen (RunPlan). Written before the first process starts. */
  plan: 'plan.json',
  /** drive: how it ended (RunState). Rewritten at every change of state. */
  state: 'run.json',
  events: 'events',
  histograms: 'histograms',
  /** check. */
  result: 'result.json',
  /** check: sha256 of result.json as written, in the format of `sha256sum -c`. */
  resultSeal: 'result.sha256',
  logs: 'logs',
  vendorData: 'vendor-data',
} as const;

/** events/engine-N.ndjson.gz: times in microseconds from `engine.started.mono_ns`. */
export interface EngineStarted extends Envelope<'engine.started'> {
  readonly scenario: string;
  readonly script: string;
  readonly engine: 'node' | 'k6';
}
/**
 * How a k6 scenario loads the vendor. `open`: iterations start by plan, whether or not earlier ones have ended, and
 * their response time counts from the intended start. `closed`: the next starts when one has ended, so that a slow
 * vendor slows the load; there is service time only.
 */
export interface EngineModel extends Envelope<'engine.model'> {
  readonly scenario: string;
  readonly executor: string;
  readonly model: 'open' | 'closed';
  /** Null in a closed loop. */
  readonly spacing: 'even' | 'poisson' | null;
  /** sha256 of the arrival plan; null in a closed loop. */
  readonly hash: string | null;
}
export type TimePart = 'response' | 'service' | 'lateness';
/** Durations of a whole scenario, written at its end. `iteration` = the chain of an iteration's dependent steps. */
export interface EngineTimes extends Envelope<'engine.times'> {
  readonly scenario: string;
  readonly operation: 'iteration' | 'http' | 'ws';
  readonly part: TimePart;
  /** HdrHistogram, V2 compressed base64, µs. */
  readonly histogram: string;
}
/** One piece of open-model work (arrival-rate executors). `dropped` = no VU was free: start and end are null. */
export interface EngineIteration extends Envelope<'iteration'> {
  readonly scenario: string;
  readonly i: number;
  readonly due: number;
  readonly start: number | null;
  readonly end: number | null;
}
/** One sample of a custom metric (built-in http metrics go to histograms only). */
export interface EngineSample extends Envelope<'sample'> {
  readonly scenario: string;
  readonly metric: string;
  readonly type: 'counter' | 'gauge' | 'rate' | 'trend';
  readonly value: number;
  readonly tags: Readonly<Record<string, string>>;
}
/** One second of the engine's own health. */
export interface EngineHealth extends Envelope<'engine.health'> {
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  readonly gcMs: number;
  readonly vus: number;
  readonly iterations: number;
  readonly dropped: number;
  readonly httpInFlight: number;
  /** Connections refused by this machine for want of a descriptor, port or buffer, in all so far. */
  readonly exhausted?: number;
}
export interface EngineEnded extends Envelope<'engine.ended'> {
  readonly scenario: string;
  readonly reason: 'complete' | 'interrupted' | 'aborted' | 'exception';
  readonly iterations: number;
  readonly dropped: number;
  readonly interrupted: number;
  readonly exception: string | null;
  readonly thresholdsFailed: readonly string[];
}
export type EngineEvent =
  | EngineStarted
  | EngineModel
  | EngineTimes
  | EngineIteration
  | EngineSample
  | EngineHealth
  | EngineEnded
  | FileClosed;

/** events/faults.ndjson.gz */
export interface FaultInjected extends Envelope<'fault.injected'> {
  readonly trial: number;
  readonly fault: KillFault | 'by-operator';
  /** Plan id of the asks that ran meanwhile, e.g. `failover-1`. */
  readonly plan: string;
  readonly role: string;
  readonly pid: number | null;
  readonly signal: 'SIGKILL' | null;
  readonly sent_ns: number;
  /** Confirmed exit: t0 of every failover figure. Null = the fault was not really injected. */
  readonly exit_ns: number | null;
  readonly openAsks: number | null;
  readonly graphInFlight: number | null;
}
export interface FaultHealed extends Envelope<'fault.healed'> {
  readonly trial: number;
  /** `operator` = the harness had to restore: the report says so. */
  readonly by: 'vendor' | 'operator' | 'nobody';
  /** All parts healthy again; null = not within the watch (108 s). */
  readonly healthy_ns: number | null;
}
/** The pressure drill: the load on the vendor's cores is regulated while `plan` is played; `baseline` was played before it. */
export interface PressureStarted extends Envelope<'pressure.started'> {
  readonly trial: number;
  readonly plan: string;
  readonly baseline: string;
  readonly targetRatio: number;
  /** The vendor's cores, as the kernel numbers them. */
  readonly cores: readonly number[];
  /** False where the burners could not be pinned: the load is held over all cores together. */
  readonly pinned: boolean;
}
/** About one second under pressure: share of the vendor's cores that was busy, from /proc/stat, whoever used them. */
export interface PressureSample extends Envelope<'pressure.sample'> {
  readonly trial: number;
  readonly busyRatio: number;
  /** Share of the cores that the burners were told to use. */
  readonly dutyRatio: number;
  /** Length of the sample. */
  readonly spanMs: number;
}
export interface PressureEnded extends Envelope<'pressure.ended'> {
  readonly trial: number;
  /** Busy share over the plan's whole load, from the first to the last reading; null = not measured. */
  readonly achievedRatio: number | null;
  /** CPU time of all burners. */
  readonly burnersCpuMs: number;
}
export type FaultEvent =
  | FaultInjected
  | FaultHealed
  | PressureStarted
  | PressureSample
  | PressureEnded
  | FileClosed;

/** events/host.ndjson.gz: once a second per process, and once for the machine. */
export interface ProcessSample extends Envelope<'host.process'> {
  /** mock, orchestrator, engine, or `vendor:<role>`. */
  readonly role: string;
  readonly pid: number;
  readonly cpuUserMs: number;
  readonly cpuSystemMs: number;
  readonly rssBytes: number;
  /** /proc/<pid>/schedstat field 2: time runnable but not running, total ns of the main thread; null where unreadable. */
  readonly runDelayNs: number | null;
  readonly fds: number | null;
  /** Soft limit of open files; absent in older runs. */
  readonly fdLimit?: number | null;
}
export interface MachineSample extends Envelope<'host.machine'> {
  readonly cpuBusyRatio: number;
  readonly stealRatio: number;
  /** CPU used by processes that are neither the harness's nor the vendor's, in cores. */
  readonly foreignCores: number;
  /** /proc/pressure/cpu "some" total, µs since boot; null where the kernel has none. */
  readonly pressureSomeUs: number | null;
  readonly memAvailableBytes: number;
  /** TCP sockets in use and in TIME_WAIT, and the width of the ephemeral port range; null where unreadable. */
  readonly tcpSockets?: number | null;
  readonly ephemeralPorts?: number | null;
}
export type HostEvent = ProcessSample | MachineSample | FileClosed;

/** events/run.ndjson.gz: phases of the orchestrator. */
export interface PhaseEvent extends Envelope<'phase'> {
  /** start-vendor, null, rush, media, shift, failover … */
  readonly phase: string;
  readonly state: 'started' | 'ended' | 'skipped';
  readonly note: string | null;
}
export interface LoopSample extends Envelope<'orchestrator.health'> {
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
}
/** A point of the capacity search is about to be played: its load is decided by the points before it. */
export interface CapacityPointPlanned extends Envelope<'capacity.point'> {
  readonly plan: string;
  readonly ratePerSec: number;
  /** Agents at work, where these are what the search raises. */
  readonly agents?: number;
  readonly reason: PointReason;
}
export type RunEvent = PhaseEvent | LoopSample | CapacityPointPlanned | FileClosed;

/** events/behaviour-<id>.ndjson.gz: what a planted weakness really did. */
export interface BehaviourApplied extends Envelope<'behaviour.applied'> {
  readonly behaviour: BehaviourKind;
  /** The work it was done in; null where nobody said which began. */
  readonly scenario: string | null;
  readonly place: BehaviourPlace;
  /** Ordinal of the answer, request or message seen at that place, 0-based. */
  readonly i: number;
  /** Nonce of the ask where the text holds one. */
  readonly nonce: string | null;
  readonly heldUs: number;
  readonly copies: number;
  /** Answered with this instead of being passed on; 0 = cut off. */
  readonly status?: number;
  readonly altered?: true;
  /** Which request it was: method, path, wamids of the messages in it. */
  readonly note?: string;
}
