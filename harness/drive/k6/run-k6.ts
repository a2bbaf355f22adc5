import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../../package-root.ts';
import { openEventWriter } from '../../record/event-writer.ts';
import { StormproofError } from '../../schema/errors.ts';
import { runExitCodes } from '../../schema/exit-codes.ts';
import type { EngineJob, EngineSummary } from '../engine/job.ts';
import type { EngineHooks, EngineOutcome } from '../engine/run-engine.ts';
import { ownTags } from '../engine/runtime/engine-events.ts';
import { writeHistograms } from '../engine/runtime/write-histograms.ts';
import { collectK6Metrics, k6Progress } from './collect.ts';
import { parseJsonLine, unixNs } from './json-output.ts';
import { requireK6 } from './k6-binary.ts';
import { readK6Log } from './k6-log.ts';
import type { KeeperLine } from './keeper.ts';

function keeperScript(): string {
  const here = fileURLToPath(new URL('./keeper.js', import.meta.url));
  return import.meta.url.endsWith('.ts') ? join(packageRoot, 'dist/harness/drive/k6/keeper.js') : here;
}

function k6Arguments(job: EngineJob): string[] {
  const { vus, duration, iterations } = job.overrides;
  return [
    'run',
    '--no-usage-report',
    '--no-color',
    '--quiet',
    '--out=json=-',
    ...(job.handleSummaryDir === null ? ['--summary-mode=disabled'] : []),
    ...(job.thresholds ? [] : ['--no-thresholds']),
    ...(vus === undefined ? [] : ['--vus', String(vus)]),
    ...(duration === undefined ? [] : ['--duration', duration]),
    ...(iterations === undefined ? [] : ['--iterations', String(iterations)]),
    job.bundle,
  ];
}

function reasonOf(exitCode: number): EngineSummary['reason'] {
  if (exitCode === runExitCodes.interrupted) return 'interrupted';
  if (exitCode === runExitCodes.scriptAborted) return 'aborted';
  const normal: number[] = [runExitCodes.ok, runExitCodes.thresholdsFailed, runExitCodes.markedAsFailed];
  return normal.includes(exitCode) ? 'complete' : 'exception';
}

/**
 * Runs the same bundle on stock k6, with the same signature and outcome as runEngine. Custom metrics become the same
 * `sample` events. k6 tells nothing of single iterations and of its own health: there are no `iteration` and no
 * `engine.health` events, and `interrupted` is 0.
 * @throws StormproofError SP_DRIVE_K6 when k6 is not built; SP_DRIVE_OPTIONS when it refuses the options; SP_RECORD_IO.
 */
export async function runK6(job: EngineJob, hooks: EngineHooks = {}): Promise<EngineOutcome> {
  const command = requireK6();
  let ioError: StormproofError | null = null;
  const writer =
    job.eventsDir === null
      ? null
      : await openEventWriter({
          dir: job.eventsDir,
          file: job.name,
          run: job.run,
          src: job.name,
          onError: (error) => {
            ioError = error;
          },
        });
  // k6 stamps wall time; both clocks tick alike over a run, so one offset turns it into CLOCK_MONOTONIC.
  const offsetNs = Number(process.hrtime.bigint()) - (performance.timeOrigin + performance.now()) * 1e6;
  let atNs = 0;
  const metrics = collectK6Metrics((metric, value, tags, scenario) => {
    const fields = { scenario: job.scenarioId ?? scenario, metric: metric.name, type: metric.type, value };
    writer?.write('sample', { ...fields, tags: ownTags(tags) }, Math.round(atNs + offsetNs));
  });
  const label = job.scenarioId ?? 'default';
  writer?.write('engine.started', { scenario: label, script: job.bundle.split('/').at(-1), engine: 'k6' });

  const startMs = performance.now();
  const child = spawn(process.execPath, [hooks.workerPath ?? keeperScript(), command, ...k6Arguments(job)], {
    cwd: job.handleSummaryDir ?? dirname(job.bundle),
    // Secrets go by environment: arguments are world-readable. k6 puts all of it into __ENV.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...job.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.stdin.on('error', () => undefined);
  if (job.env.SP_ARRIVALS !== undefined && job.env.SP_ARRIVALS !== 'even') {
    hooks.onLog?.(
      `level=warning msg="SP_ARRIVALS=${job.env.SP_ARRIVALS} has no effect: stock k6 spaces arrivals evenly"`,
    );
  }
  const log = readK6Log();
  const texts: string[] = [];
  let pid = 0;
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (pid === 0 && line.startsWith('{"k6":')) {
      pid = (JSON.parse(line) as KeeperLine).k6;
      hooks.onSpawn?.(pid);
      return;
    }
    log.add(line);
    if (!job.quiet || !line.includes(' level=info ')) hooks.onLog?.(line);
  });
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = parseJsonLine(text);
    if (line === null) {
      texts.push(text);
      return;
    }
    if (line.type === 'Point') atNs = unixNs(line.data.time);
    metrics.add(line);
  });
  const progress = setInterval(
    () => hooks.onProgress?.(k6Progress(metrics, performance.now() - startMs, log.exceptions)),
    1000,
  );
  const stop = (): void => void child.kill('SIGINT');
  if (hooks.signal?.aborted) stop();
  hooks.signal?.addEventListener('abort', stop, { once: true });
  const [code] = (await once(child, 'close')) as [number | null];
  hooks.signal?.removeEventListener('abort', stop);
  clearInterval(progress);

  const durationMs = performance.now() - startMs;
  const exitCode = code ?? runExitCodes.genericTimeout;
  const reason = reasonOf(exitCode);
  const thresholds = metrics.thresholds(durationMs);
  const unnamed = log.crossed.filter((metric) => !thresholds.some((known) => known.metric === metric));
  writer?.write('engine.ended', {
    scenario: label,
    reason,
    iterations: metrics.read('iterations', 'count'),
    dropped: metrics.read('dropped_iterations', 'count'),
    interrupted: 0,
    exception: reason === 'exception' ? log.lastError : log.firstException,
    thresholdsFailed: log.crossed,
  });
  await writer?.close();
  if (ioError !== null) throw ioError;
  if (exitCode === runExitCodes.invalidConfig) {
    throw new StormproofError('SP_DRIVE_OPTIONS', log.lastError ?? 'k6 refused the options');
  }
  if (job.histogramsDir !== null)
    await writeHistograms({
      registry: metrics.registry,
      dir: job.histogramsDir,
      label,
      times: [],
      durationMs,
    });
  const summary: EngineSummary = {
    kind: 'summary',
    exitCode,
    reason,
    message: exitCode === 0 ? null : log.lastError,
    durationMs: Math.round(durationMs),
    iterations: metrics.read('iterations', 'count'),
    dropped: metrics.read('dropped_iterations', 'count'),
    interrupted: 0,
    exceptions: log.exceptions,
    firstException: log.firstException,
    metrics: metrics.metrics(durationMs),
    thresholds: [...thresholds, ...unnamed.map((metric) => ({ metric, source: '', ok: false, value: null }))],
    checks: [],
    scenarios: [],
    stdout: texts.length === 0 ? '' : `${texts.join('\n')}\n`,
    files: [],
  };
  return { exitCode, summary, pid };
}
