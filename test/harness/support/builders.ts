import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { sealRun } from '../../../harness/record/seal.ts';
import type { EngineSample, FaultEvent, HostEvent, RunEvent } from '../../../harness/schema/artefacts.ts';
import type { Requirement } from '../../../harness/schema/requirement.ts';
import type { RunPlan, RunState, ScenarioId, Size } from '../../../harness/schema/run-plan.ts';
import { scenarioPlan } from '../../../harness/schema/size-plan.ts';
import type {
  AskLine,
  MockEvent,
  PlanEnded,
  PlanStarted,
  RecorderFacts,
} from '../../../mock-whatsapp/contract/events.ts';
import { resolveRequirement } from './requirements.ts';

/** Fields of an event without its envelope; the folder writer adds that. */
export interface Line {
  readonly kind: string;
  readonly atMs: number;
  readonly fields: object;
}

type Body<E> = Partial<Omit<E, 'v' | 'kind' | 'run' | 'src' | 'seq' | 'mono_ns' | 'wall_ms'>>;

const line = (kind: string, atMs: number, fields: object): Line => ({ kind, atMs, fields });

/** An ask of plan `rush`, times in ms: due, and answered after `tookMs` (null = never), injected on time. */
export function ask(i: number, dueMs: number, tookMs: number | null, more: Body<AskLine> = {}): Line {
  return line('ask', dueMs, {
    p: 'rush',
    i,
    c: i,
    n: 0,
    due: dueMs * 1000,
    inj: dueMs * 1000,
    ack: dueMs * 1000 + 1000,
    ans: tookMs === null ? null : (dueMs + tookMs) * 1000,
    k: tookMs === null ? 0 : 1,
    att: 1,
    ...more,
  });
}

/** A plan begun at `atMs` of the run. */
export const planStarted = (plan: string, asks: number, atMs = 0, more: Body<PlanStarted> = {}): Line =>
  line('plan.started', atMs, {
    plan,
    hash: `hash-${plan}`,
    asks,
    customers: asks,
    options: 'bench',
    matcher: 'echo',
    expect: 'code',
    ...more,
  });

/** Its end: everything injected and answered unless said otherwise. */
export const planEnded = (plan: string, asks: number, loadEndMs: number, more: Body<PlanEnded> = {}): Line =>
  line('plan.ended', loadEndMs + 3000, {
    beyondPairRate: 0,
    plan,
    reason: 'drained',
    planned: asks,
    dropped: 0,
    injected: asks,
    answered: asks,
    loadEndUs: loadEndMs * 1000,
    drainEndUs: (loadEndMs + 3000) * 1000,
    ...more,
  });

export const event = <K extends (MockEvent | RunEvent | FaultEvent | HostEvent)['kind']>(
  kind: K,
  atMs: number,
  fields: Body<Extract<MockEvent | RunEvent | FaultEvent | HostEvent, { kind: K }>>,
): Line => line(kind, atMs, fields);

export const phase = (name: string, startMs: number, endMs: number): Line[] => [
  event('phase', startMs, { phase: name, state: 'started', note: null }),
  event('phase', endMs, { phase: name, state: 'ended', note: null }),
];

export const sample = (
  atMs: number,
  metric: string,
  value: number,
  tags: EngineSample['tags'],
  scenario: ScenarioId = 'media',
): Line => line('sample', atMs, { scenario, metric, type: 'trend', value, tags });

export interface FolderOptions {
  readonly plan?: Partial<RunPlan>;
  readonly size?: Size;
  readonly scenarios?: readonly ScenarioId[];
  readonly requirements?: readonly (Partial<Requirement> & Pick<Requirement, 'id' | 'metric' | 'checker'>)[];
  readonly state?: Partial<RunState>;
  /** Logical file → lines; `file.closed` is added unless the file is named in `unclosed`. */
  readonly events: Readonly<Record<string, readonly Line[]>>;
  readonly unclosed?: readonly string[];
  /** True = run.json carries no hashes, as that of a run that was killed. */
  readonly unsealed?: boolean;
}

export function runPlan(options: Omit<FolderOptions, 'events'> = {}): RunPlan {
  const size = options.size ?? 'smoke';
  return {
    v: 1,
    run: 'run-1',
    command: ['stormproof', 'evaluate', 'reference'],
    vendor: {
      id: 'reference',
      name: 'Reference SCRM',
      version: '1',
      connectionMode: 'full',
      capabilities: [
        'reply',
        'reply.content',
        'media.upload',
        'agent.session',
        'agent.field',
        'drill.node',
        'drill.gateway',
        'drill.store',
      ],
      behaviours: [],
    },
    size,
    scenarios: (options.scenarios ?? ['rush', 'media', 'shift', 'failover']).map((id) =>
      scenarioPlan(id, size),
    ),
    seed: 7,
    mockOptions: {
      name: 'bench',
      numbers: 8,
      throughputPerSec: 1000,
      batchMax: 100,
      graphLatencyMs: [20, 20],
      statusDelaysMs: { sent: 300, delivered: 800, read: 2500 },
      pairRefillMs: 6000,
      pairDepth: 45,
      webhookTimeoutMs: 10_000,
      webhookConcurrency: 256,
      throttleStatus: 400,
    },
    matcher: 'echo',
    deadlines: {
      answerDeadlineMs: 10_000,
      drainQuietMs: 3000,
      drainMaxMs: 30_000,
      failoverWatchMs: 108_000,
      unknownGraceMs: 60_000,
    },
    requirementSet: {
      name: 'test set',
      hash: 'set-hash',
      requirements: (options.requirements ?? []).map(resolveRequirement),
    },
    provenance: {
      bundleHash: 'bundle',
      mockConfigHash: 'mock-config',
      versions: { stormproof: '0.1.0' },
      machine: { cores: 2 },
      machineClass: '2 cores',
    },
    ...options.plan,
  };
}

/** Writes a run folder, removed after the test, and returns its path. Event times are ms from the run's begin at mono 1 s. */
export async function runFolder(options: FolderOptions): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'sp-run-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await mkdir(join(dir, 'events'));
  const state: RunState = {
    v: 1,
    run: 'run-1',
    status: 'complete',
    startedAt: '2026-11-22T10:00:00.000Z',
    endedAt: '2026-11-22T10:01:00.000Z',
    error: null,
    ...options.state,
  };
  await writeFile(join(dir, 'plan.json'), JSON.stringify(runPlan(options)));
  for (const [file, lines] of Object.entries(options.events)) {
    const closed = !(options.unclosed ?? []).includes(file);
    await writeFile(join(dir, 'events', `${file}.ndjson.gz`), gzipSync(ndjson(file, lines, closed)));
  }
  const sealed = options.unsealed === true ? {} : { sealed: await sealRun(dir) };
  await writeFile(join(dir, 'run.json'), JSON.stringify({ ...state, ...sealed }));
  return dir;
}

/** A file that was written every second to a disk that took a millisecond. */
const recorder: RecorderFacts = {
  writes: 60,
  lagP99Ms: 1002,
  lagMaxMs: 1004,
  writeMaxMs: 3,
  writingMs: 60,
  spanMs: 60_000,
  backlogMaxBytes: 10_000,
};

function ndjson(src: string, lines: readonly Line[], closed: boolean): string {
  const all = closed ? [...lines, line('file.closed', 0, { lines: lines.length + 1, recorder })] : lines;
  return all
    .map(({ kind, atMs, fields }, seq) => {
      const envelope = { v: 1, kind, run: 'run-1', src, seq, mono_ns: 1e9 + atMs * 1e6, wall_ms: atMs };
      return `${JSON.stringify({ ...envelope, ...fields })}\n`;
    })
    .join('');
}
