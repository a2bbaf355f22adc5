import type { StormproofError } from '../../schema/errors.ts';
import { destroySharedPools } from './http/vu-http.ts';
import type { EngineJob, EngineProgress, EngineSummary, ScenarioSummary } from './job.ts';
import { AbortTest } from './modules/execution.ts';
import { openEngineEvents } from './runtime/engine-events.ts';
import { startHealthMonitor } from './runtime/health.ts';
import { createIterator, noteException } from './runtime/iterate.ts';
import { type LoadedTest, loadTest } from './runtime/load-test.ts';
import { namedTimes } from './runtime/named-times.ts';
import { type EndFacts, endingOf } from './runtime/outcome.ts';
import { peakPlannedVus } from './runtime/planned-vus.ts';
import { type Playing, playScenarios } from './runtime/play-scenarios.ts';
import { scenarioModels } from './runtime/scenario-models.ts';
import { recordName, scenarioStates } from './runtime/scenario-states.ts';
import { runStage } from './runtime/stage.ts';
import type { StopRequest, TestState } from './runtime/test-state.ts';
import { createVuPool } from './runtime/vu-pool.ts';
import { writeHistograms } from './runtime/write-histograms.ts';
import {
  checkSummaries,
  currentValue,
  metricSummaries,
  thresholdSummaries,
} from './summary/engine-summary.ts';
import { scenarioSummaries } from './summary/scenario-summary.ts';
import { summaryData } from './summary/summary-data.ts';
import { summaryText } from './summary/summary-text.ts';
import { type HandledSummary, writeSummaryFiles } from './summary/write-files.ts';

/** k6 evaluates thresholds every 2 s (internal/metrics/engine/engine.go). */
const thresholdsMs = 2000;

export interface TestHooks {
  readonly onProgress: (progress: EngineProgress) => void;
  readonly log: TestState['log'];
  /** Aborted = stop at once, run teardown and handleSummary, exit 105. */
  readonly signal: AbortSignal;
}

/**
 * Runs one script from options to summary in this process.
 * @throws StormproofError SP_DRIVE_SCRIPT or SP_DRIVE_OPTIONS before any load; SP_RECORD_IO when files can't be written.
 */
export async function runTest(job: EngineJob, hooks: TestHooks): Promise<EngineSummary> {
  const stopping = new AbortController();
  let stop: StopRequest | null = null;
  function requestStop(request: StopRequest): void {
    if (stop !== null) return;
    stop = request;
    // Later, so that the iteration that asked for it has thrown first.
    queueMicrotask(() => stopping.abort());
  }
  const interrupt = (): void => requestStop({ reason: 'interrupted', message: 'interrupted by a signal' });
  if (hooks.signal.aborted) interrupt();
  hooks.signal.addEventListener('abort', interrupt);

  const loaded = await loadTest(job, { requestStop, log: hooks.log });
  const { test, script, options, thresholds, functions } = loaded;
  let ioError: StormproofError | null = null;
  const onError = (error: StormproofError): void => {
    ioError = error;
    requestStop({ reason: 'exception', message: error.message });
  };
  const label = job.scenarioId ?? options.scenarios[0]?.name ?? 'default';
  const events = await openEngineEvents({
    dir: job.eventsDir,
    file: job.name,
    run: job.run,
    scenarioId: job.scenarioId,
    onError,
  });
  test.registry.onCustomSample((metric, value, tags, scenario) =>
    events.sample(metric, value, tags, scenario),
  );
  events.started({ scenario: label, script: job.bundle.split('/').at(-1) ?? job.bundle, engine: 'node' });
  const states = scenarioStates(loaded);
  for (const model of scenarioModels(loaded)) {
    const scenario = recordName(job.scenarioId, model.scenario, states.length);
    events.model({ ...model, scenario });
  }
  const pool = createVuPool(test, script);
  const health = startHealthMonitor();
  let playing: Playing | null = null;
  let failure: EndFacts['failure'] = null;
  let setupJson: string | undefined;
  const elapsedMs = (): number => (test.startedAtMs === null ? 0 : performance.now() - test.startedAtMs);

  function onUnhandled(error: unknown): void {
    if (!(error instanceof AbortTest)) noteException(test, script, error, 'a promise nobody awaited');
  }
  process.on('unhandledRejection', onUnhandled);

  const secondTimer = setInterval(() => {
    const { counts, builtins, registry } = test;
    registry.add(builtins.vus, counts.vusActive, {}, '');
    registry.add(builtins.vus_max, counts.vusInitialized, {}, '');
    events.health({
      ...health.read(),
      vus: counts.vusActive,
      iterations: counts.iterations,
      dropped: counts.dropped,
      httpInFlight: counts.httpInFlight,
      exhausted: counts.exhausted,
    });
    hooks.onProgress({
      kind: 'progress',
      elapsedMs: Math.round(elapsedMs()),
      doneRatio: playing?.doneRatio() ?? 0,
      vus: counts.vusActive,
      iterations: counts.iterations,
      dropped: counts.dropped,
      interrupted: counts.interrupted,
      exceptions: counts.exceptions,
      httpRequests: currentValue(test, 'http_reqs', 'count'),
      httpFailed: Math.round(
        currentValue(test, 'http_req_failed', 'rate') * currentValue(test, 'http_reqs', 'count'),
      ),
    });
  }, 1000);
  const thresholdTimer = setInterval(() => {
    if (test.startedAtMs !== null && thresholds.evaluate(elapsedMs(), false)) {
      requestStop({ reason: 'thresholds', message: 'a threshold with abortOnFail failed' });
    }
  }, thresholdsMs);

  await pool.prepare(peakPlannedVus(options.scenarios)).catch((error: unknown) => {
    failure = { exitCode: 107, message: script.describe(error) };
  });
  if (failure === null && functions.has('setup') && stop === null) {
    const end = await runStage(loaded, {
      name: 'setup',
      timeoutMs: options.setupTimeoutMs,
      stopped: stopping.signal,
    });
    if (end.kind === 'failed') failure = end;
    if (end.kind === 'done') setupJson = JSON.stringify(end.value);
  }
  const setUp = failure === null;
  if (setUp && stop === null) {
    const iterator = createIterator(test, script, () => setupJson, stopping.signal);
    playing = await playScenarios({
      loaded,
      pool,
      iterator,
      stopped: stopping.signal,
      states,
      onOpenIteration: events.iteration,
      onStart: () => {
        test.startedAtMs = performance.now();
      },
    });
    await playing.whenDone;
  }
  const durationMs = elapsedMs();
  clearInterval(thresholdTimer);
  const setupData: unknown = setupJson === undefined ? undefined : JSON.parse(setupJson);
  if (setUp && functions.has('teardown')) {
    const end = await runStage(loaded, {
      name: 'teardown',
      timeoutMs: options.teardownTimeoutMs,
      argument: setupData,
    });
    if (end.kind === 'failed') failure = end;
  }
  clearInterval(secondTimer);
  health.stop();
  test.registry.add(test.builtins.vus, test.counts.vusActive, {}, '');
  test.registry.add(test.builtins.vus_max, test.counts.vusInitialized, {}, '');
  thresholds.evaluate(durationMs, true);
  const failedThresholds = thresholds.thresholds
    .filter(({ ok }) => !ok)
    .map(({ metric, expression }) => `${metric}: ${expression.source}`);
  const times = namedTimes(states, job.scenarioId);
  for (const entry of times) events.times(entry);
  const scenarios = scenarioSummaries(scenarioModels(loaded), states);
  const handled = await summarize(loaded, job, durationMs, setupData, scenarios);
  const ending = endingOf({ stop, failure, failedThresholds, markedAsFailed: test.markedAsFailed });
  events.ended({
    scenario: label,
    reason: ending.reason,
    iterations: test.counts.iterations,
    dropped: test.counts.dropped,
    interrupted: test.counts.interrupted,
    exception: failure === null ? test.firstException : (failure as { message: string }).message,
    thresholdsFailed: failedThresholds,
  });
  if (job.histogramsDir !== null)
    await writeHistograms({ registry: test.registry, dir: job.histogramsDir, label, times, durationMs });
  await events.close().catch(onError);
  pool.destroy();
  await destroySharedPools(test);
  process.off('unhandledRejection', onUnhandled);
  hooks.signal.removeEventListener('abort', interrupt);
  if (ioError !== null) throw ioError;
  return {
    kind: 'summary',
    ...ending,
    durationMs: Math.round(durationMs),
    iterations: test.counts.iterations,
    dropped: test.counts.dropped,
    interrupted: test.counts.interrupted,
    exceptions: test.counts.exceptions,
    firstException: test.firstException,
    metrics: metricSummaries(test, durationMs),
    thresholds: thresholdSummaries(thresholds),
    checks: checkSummaries(test),
    scenarios,
    ...handled,
  };
}

async function summarize(
  loaded: LoadedTest,
  job: EngineJob,
  durationMs: number,
  setupData: unknown,
  scenarios: readonly ScenarioSummary[],
): Promise<HandledSummary> {
  const { test, thresholds } = loaded;
  const data = summaryData(test, thresholds.thresholds, durationMs, setupData);
  const mock = (job.env.SP_CONTROL_URL ?? '') !== '';
  const byDefault = {
    stdout: summaryText(data, checkSummaries(test), thresholdSummaries(thresholds), scenarios, mock),
    files: [],
  };
  if (job.handleSummaryDir === null || !loaded.functions.has('handleSummary')) return byDefault;
  const timeoutMs = loaded.options.handleSummaryTimeoutMs;
  const end = await runStage(loaded, { name: 'handleSummary', timeoutMs, argument: data });
  if (end.kind !== 'done') {
    test.log('error', `handleSummary failed: ${end.kind === 'failed' ? end.message : 'it aborted the test'}`);
    return byDefault;
  }
  return writeSummaryFiles(end.value, job.handleSummaryDir).catch((error: unknown) => {
    test.log('error', `handleSummary: ${error instanceof Error ? error.message : String(error)}`);
    return byDefault;
  });
}
