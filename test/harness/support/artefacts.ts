import type {
  Artefacts,
  Latency,
  Ledger,
  MachineUse,
  PlanRecord,
  PressureRecord,
  ProcessUse,
} from '../../../harness/record/artefacts.ts';
import { Histogram } from '../../../harness/stats/histogram.ts';
import { runPlan } from './builders.ts';

/** Artefacts of a run that left nothing. */
export function emptyArtefacts(): Artefacts {
  return {
    plan: runPlan(),
    state: { v: 1, run: 'run-1', status: 'complete', startedAt: '', endedAt: '', error: null },
    plans: new Map(),
    trials: [],
    pressures: [],
    capacity: [],
    agentWork: new Map(),
    media: null,
    shift: null,
    pushes: [],
    campaigns: new Map(),
    orders: null,
    search: null,
    api: null,
    errors: [],
    phases: [],
    processes: [],
    machine: [],
    mockLoop: [],
    orchestratorLoop: [],
    engines: [],
    files: [],
    hostWindows: [],
    hostGaps: [],
    memory: [],
    timer: { clockStepMs: 0.00004, wakeP50Ms: 0.08, wakeP99Ms: 0.4 },
    mockExhausted: 0,
    seal: { changed: [], result: 'none' },
  };
}

const ledger: Ledger = {
  planned: 1000,
  dropped: 0,
  sent: 1000,
  answered: 1000,
  late: 0,
  lost: 0,
  undelivered: 0,
  unknown: 0,
  notReached: 0,
  duplicated: 0,
  extraAnswers: 0,
  wrong: 0,
  holding: 0,
  unexpected: 0,
  reordered: 0,
  fifo: 0,
};

/** A histogram that holds `valueMs` `count` times. */
export function histogramOf(valueMs: number, count = 1000): Histogram {
  const histogram = new Histogram();
  histogram.record(valueMs * 1000, count);
  return histogram;
}

function latency(latenessMs: number): Latency {
  return {
    response: histogramOf(40),
    service: histogramOf(40),
    lateness: histogramOf(latenessMs),
    ownLateness: histogramOf(latenessMs),
    webhookAck: histogramOf(5),
  };
}

/** A plan of 1,000 asks in 20 s that went well. */
export function planRecord(
  id: string,
  change: Partial<Omit<PlanRecord, 'ledger'>> & {
    readonly ledger?: Partial<Ledger>;
    readonly latenessMs?: number;
  } = {},
): PlanRecord {
  const { ledger: rows, latenessMs = 1, ...rest } = change;
  return {
    id,
    model: 'open',
    hash: 'hash',
    options: 'bench',
    matcher: 'echo',
    endReason: 'drained',
    startNs: 0,
    loadEndUs: 20e6,
    drainEndUs: 23e6,
    all: latency(latenessMs),
    steady: latency(latenessMs),
    burst: latency(latenessMs),
    steadyFromUs: 0,
    burstUntilUs: 0,
    burstAsks: 0,
    burstLastAnswerUs: null,
    blocks: [],
    losses: [],
    windowMs: 1000,
    windows: [],
    sends: null,
    beyondPairRate: 0,
    mismatch: null,
    ...rest,
    ledger: { ...ledger, ...rows },
  };
}

/** A minute of the pressure drill that was held where it should be. */
export function pressureRecord(change: Partial<PressureRecord> = {}): PressureRecord {
  return {
    trial: 1,
    plan: 'drill-cpu-pressure-1',
    baseline: 'drill-cpu-pressure-1-baseline',
    targetRatio: 0.85,
    cores: [0, 1],
    pinned: true,
    achievedRatio: 0.85,
    burnersCpuMs: 40_000,
    seconds: [],
    ...change,
  };
}

export function processUse(role: string, change: Partial<ProcessUse> = {}): ProcessUse {
  return {
    role,
    side: role.startsWith('vendor:') ? 'vendor' : 'harness',
    phase: 'rush',
    cpuMs: 0,
    rssPeakBytes: 1e6,
    runDelayMs: 0,
    wallMs: 20_000,
    runDelayKnown: true,
    fdRatioPeak: 0.01,
    ...change,
  };
}

export function machineUse(change: Partial<MachineUse> = {}): MachineUse {
  return {
    phase: 'rush',
    seconds: 20,
    cpuBusyRatio: 0.5,
    stealRatio: 0,
    foreignCores: 0,
    pressureRatio: 0.1,
    portRatioPeak: 0.02,
    ...change,
  };
}
