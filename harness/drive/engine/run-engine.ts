import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../../package-root.ts';
import { StormproofError } from '../../schema/errors.ts';
import type { EngineError, EngineJob, EngineLine, EngineProgress, EngineSummary } from './job.ts';

/** After an abort the worker has this long for teardown and handleSummary before it is killed. */
const killAfterMs = 20_000;

export interface EngineHooks {
  readonly onProgress?: (progress: EngineProgress) => void;
  /** Lines of the worker's stderr: the script's console, warnings, exceptions. */
  readonly onLog?: (line: string) => void;
  /** The pid, for the host sampler. */
  readonly onSpawn?: (pid: number) => void;
  /** Aborted = the run ends in good order with exit code 105. */
  readonly signal?: AbortSignal;
  /** The compiled worker; default: the one of this installation. */
  readonly workerPath?: string;
}

export interface EngineOutcome {
  readonly exitCode: number;
  readonly summary: EngineSummary;
  readonly pid: number;
}

function defaultWorker(): string {
  const here = fileURLToPath(new URL('./worker.js', import.meta.url));
  return import.meta.url.endsWith('.ts') ? join(packageRoot, 'dist/harness/drive/engine/worker.js') : here;
}

/**
 * Runs a bundled script in a process of its own and waits for its end. A script that fails its thresholds, throws
 * or is interrupted is an outcome, not an error.
 * @throws StormproofError SP_DRIVE_SCRIPT, SP_DRIVE_OPTIONS, SP_RECORD_IO as the worker reports them; SP_DRIVE_CHILD
 * when it dies without a summary.
 */
export function runEngine(job: EngineJob, hooks: EngineHooks = {}): Promise<EngineOutcome> {
  const child = spawn(process.execPath, ['--enable-source-maps', hooks.workerPath ?? defaultWorker()], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Its own group: Ctrl-C reaches the worker once, through us.
    detached: true,
  });
  const pid = child.pid ?? 0;
  let summary: EngineSummary | null = null;
  let failure: EngineError | null = null;
  let lastLog = '';
  let killTimer: NodeJS.Timeout | null = null;

  function stop(): void {
    child.kill('SIGINT');
    killTimer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  }

  createInterface({ input: child.stderr }).on('line', (line) => {
    lastLog = line;
    hooks.onLog?.(line);
  });
  const out = createInterface({ input: child.stdout });
  out.on('line', (text) => {
    const line = JSON.parse(text) as EngineLine;
    if (line.kind === 'progress') hooks.onProgress?.(line);
    else if (line.kind === 'summary') summary = line;
    else failure = line;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(job)}\n`);
  if (child.pid !== undefined) hooks.onSpawn?.(child.pid);
  if (hooks.signal?.aborted) stop();
  hooks.signal?.addEventListener('abort', stop, { once: true });

  return new Promise((resolve, reject) => {
    child.on('error', (cause) =>
      reject(new StormproofError('SP_DRIVE_CHILD', `engine: ${cause.message}`, [], cause)),
    );
    child.on('close', (code, signal) => {
      hooks.signal?.removeEventListener('abort', stop);
      if (killTimer !== null) clearTimeout(killTimer);
      if (failure !== null) reject(new StormproofError(failure.id, failure.message, failure.problems));
      else if (summary !== null) resolve({ exitCode: summary.exitCode, summary, pid });
      else
        reject(
          new StormproofError(
            'SP_DRIVE_CHILD',
            `the engine ended with ${signal ?? code} and no summary: ${lastLog}`,
          ),
        );
    });
  });
}
