import { join } from 'node:path';
import type {
  AskLine,
  Envelope,
  MockEvent,
  PlanStarted,
  PushLine,
} from '../../mock-whatsapp/contract/events.ts';
import {
  type CapacityPointPlanned,
  type EngineEvent,
  type FaultEvent,
  type FaultHealed,
  type FaultInjected,
  type HostEvent,
  type RunEvent,
  runFiles,
} from '../schema/artefacts.ts';
import type { RunPlan } from '../schema/run-plan.ts';
import { rushSizes, searchSizes } from '../schema/size-plan.ts';
import { agentWorkFold } from './agent-work-fold.ts';
import { apiFold, apiMetric } from './api-fold.ts';
import type { Artefacts, EngineRecord, LoopSecond, PlanRecord, TrialRecord } from './artefacts.ts';
import { campaignFold } from './campaign-fold.ts';
import { engineFold } from './engine-fold.ts';
import { errorCounter } from './error-counter.ts';
import { type FileReading, listEventFiles, readEvents } from './event-reader.ts';
import { failoverTrial } from './failover-trial.ts';
import { hostFold } from './host-fold.ts';
import { mediaFold } from './media-fold.ts';
import { type MockRecord, mockFold } from './mock-fold.ts';
import { openCalls } from './open-calls.ts';
import { orderFold } from './order-fold.ts';
import { askParser } from './parse-ask.ts';
import { phaseFold } from './phases.ts';
import { planFold } from './plan-fold.ts';
import { pressureFold } from './pressure-fold.ts';
import { pushFold } from './push-fold.ts';
import { readRunPlan, readRunState } from './run-folder.ts';
import { readSeal } from './seal.ts';
import { searchFold, searchMetric } from './search-fold.ts';
import { shiftFold } from './shift-fold.ts';
import { trialAskBuffer } from './trial-asks.ts';

/** Of plans that do not say when a push is late; what deadlines.ts writes today. */
const defaultPushLateMs = 10_000;

/**
 * Folds a run folder into artefacts, streaming: memory grows with minutes and trials, not with asks.
 * @throws StormproofError SP_CLI_FOLDER or SP_CLI_SCHEMA when plan.json or run.json can't be used; damaged event
 * files never throw, they become validity.
 */
export async function foldRun(dir: string): Promise<Artefacts> {
  const plan = await readRunPlan(dir);
  const state = await readRunState(dir);
  const events = join(dir, runFiles.events);
  const names = await listEventFiles(events);
  const files = new Map<string, FileReading>();
  async function read<E extends Envelope<string>>(file: string, onEvent: (event: E) => void): Promise<void> {
    files.set(file, await readEvents<E>(events, file, onEvent));
  }

  const phaseList = phaseFold();
  const orchestratorLoop: LoopSecond[] = [];
  const capacity: Pick<CapacityPointPlanned, 'plan' | 'ratePerSec' | 'agents'>[] = [];
  let firstNs = Number.POSITIVE_INFINITY;
  await read<RunEvent>('run', (event) => {
    firstNs = Math.min(firstNs, event.mono_ns);
    if (event.kind === 'phase') phaseList.add(event);
    else if (event.kind === 'capacity.point')
      capacity.push({
        plan: event.plan,
        ratePerSec: event.ratePerSec,
        ...(event.agents === undefined ? {} : { agents: event.agents }),
      });
    else if (event.kind === 'orchestrator.health')
      orchestratorLoop.push({
        atNs: event.mono_ns,
        loopP99Ms: event.loopP99Ms,
        loopMaxMs: event.loopMaxMs,
        gcMs: 0,
      });
  });
  const phases = phaseList.finish();

  const errors = errorCounter();
  const mock = mockFold(phases, errors);
  await read<MockEvent>('mock', (event) => {
    firstNs = Math.min(firstNs, event.mono_ns);
    mock.add(event);
  });

  const faults: { injected: FaultInjected[]; healed: FaultHealed[] } = { injected: [], healed: [] };
  const pressure = pressureFold();
  if (names.includes('faults'))
    await read<FaultEvent>('faults', (event) => {
      pressure.add(event);
      if (event.kind === 'fault.injected') faults.injected.push(event);
      else if (event.kind === 'fault.healed') faults.healed.push(event);
    });

  const media = mediaFold(errors);
  const shift = shiftFold(errors);
  const agents = agentWorkFold(errors);
  const campaigns = campaignFold(errors);
  const orders = orderFold(errors);
  const search = searchFold(errors, searchSizes[plan.size].stores);
  const api = apiFold(errors);
  const open = [openCalls(searchMetric, search.add), openCalls(apiMetric, api.add)];
  const engines: EngineRecord[] = [];
  for (const file of names.filter((name) => name.startsWith('engine-'))) {
    const engine = engineFold(
      file,
      errors,
      (sample) => {
        media.add(sample);
        shift.add(sample);
        agents.add(sample);
        campaigns.add(sample);
        orders.add(sample);
        for (const calls of open) calls.sample(file, sample);
      },
      (iteration) => {
        for (const calls of open) calls.iteration(file, iteration);
      },
    );
    await read<EngineEvent>(file, engine.add);
    engines.push(engine.finish());
  }
  for (const calls of open) calls.finish();

  const host = hostFold(phases);
  if (names.includes('host')) await read<HostEvent>('host', host.add);
  for (const file of names.filter((name) => name.startsWith('behaviour-'))) await read(file, () => {});

  const pushes = [...mock.record.pushStarted].map(([id, started]) =>
    pushFold(started, mock.record.pushEnded.get(id) ?? null, plan.deadlines.pushLateMs ?? defaultPushLateMs),
  );
  const pushOf = new Map(
    [...mock.record.pushStarted.keys()].map((id, index) => [id, pushes[index]] as const),
  );
  if (names.includes('pushes'))
    await read<PushLine>('pushes', (event) => {
      if (event.kind === 'push') pushOf.get(event.p)?.add(event);
    });

  const { plans, trials } = await foldAsks(events, plan, mock.record, faults, (reading) =>
    files.set('asks', reading),
  );
  const readings = [...files.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
  const plannedMedia = plan.scenarios.find((scenario) => scenario.id === 'media')?.samples ?? 0;
  return {
    plan,
    state,
    plans,
    trials,
    pressures: pressure.finish(),
    capacity,
    agentWork: agents.finish(),
    webhooks: mock.record.webhooks,
    media: media.finish(plannedMedia, mock.record),
    shift: shift.finish(),
    pushes: pushes.map((fold) => fold.finish()).sort((a, b) => (a.id < b.id ? -1 : 1)),
    campaigns: campaigns.finish(),
    orders: orders.finish(),
    search: search.finish(phases),
    api: api.finish(),
    errors: errors.rows(Number.isFinite(firstNs) ? firstNs : 0),
    phases,
    ...host.finish(),
    mockLoop: mock.record.loop,
    orchestratorLoop,
    engines,
    files: readings,
    timer: mock.record.timer,
    mockExhausted: mock.record.exhausted,
    seal: await readSeal(dir, state, readings),
  };
}

async function foldAsks(
  events: string,
  run: RunPlan,
  mock: MockRecord,
  faults: { readonly injected: readonly FaultInjected[]; readonly healed: readonly FaultHealed[] },
  onRead: (reading: FileReading) => void,
): Promise<{ readonly plans: ReadonlyMap<string, PlanRecord>; readonly trials: readonly TrialRecord[] }> {
  const extents = await planExtents(events, mock);
  const folds = new Map<string, ReturnType<typeof planFold>>();
  const buffers = new Map<string, ReturnType<typeof trialAskBuffer>>();
  for (const [id, started] of mock.started) {
    folds.set(id, planFold(factsOf(id, started, mock, extents), partsOf(id, run)));
    if (faults.injected.some((fault) => fault.plan === id)) buffers.set(id, trialAskBuffer());
  }
  onRead(
    await readEvents<AskLine>(
      events,
      'asks',
      (event) => {
        if (event.kind !== 'ask') return;
        folds.get(event.p)?.add(event);
        buffers.get(event.p)?.add(event);
      },
      askParser(),
    ),
  );
  const plans = new Map([...folds].map(([id, fold]) => [id, fold.finish()] as const));
  const trials = faults.injected.map((injected) => {
    const healed = faults.healed.find((event) => event.trial === injected.trial) ?? null;
    const record = plans.get(injected.plan) ?? null;
    return failoverTrial(injected, healed, record, buffers.get(injected.plan)?.finish() ?? null);
  });
  return { plans, trials: trials.sort((a, b) => a.trial - b.trial) };
}

function factsOf(id: string, started: PlanStarted, mock: MockRecord, extents: ReadonlyMap<string, number>) {
  return {
    started,
    ended: mock.ended.get(id) ?? null,
    sends: mock.sends.get(id) ?? null,
    unexpected: mock.unexpected.get(id) ?? 0,
    extentUs: extents.get(id) ?? 0,
  };
}

/** The rush and its null run have a burst and a steady part (design §4.7); other plans are steady throughout. */
function partsOf(id: string, run: RunPlan) {
  const rush = rushSizes[run.size];
  const { answerDeadlineMs } = run.deadlines;
  if (id === 'rush' || id === 'null-burst')
    return { answerDeadlineMs, burstUntilMs: rush.firstWithinMs, steadyFromMs: rush.steadyFromMs };
  return { answerDeadlineMs, burstUntilMs: 0, steadyFromMs: 0 };
}

/** Latest time seen per plan whose end is not on record (the mock was killed). One more pass, only then. */
async function planExtents(events: string, mock: MockRecord): Promise<ReadonlyMap<string, number>> {
  const extents = new Map<string, number>();
  if ([...mock.started.keys()].every((id) => mock.ended.has(id))) return extents;
  await readEvents<AskLine>(events, 'asks', (event) => {
    if (event.kind !== 'ask') return;
    const latest = Math.max(event.due, event.inj ?? 0, event.ack ?? 0, event.ans ?? 0);
    if (latest > (extents.get(event.p) ?? 0)) extents.set(event.p, latest);
  });
  return extents;
}
