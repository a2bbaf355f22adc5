import { createInterface } from 'node:readline';
import { StormproofError } from '../../schema/errors.ts';
import type { EngineError, EngineJob, EngineLine } from './job.ts';
import { runTest } from './run-test.ts';

/**
 * One engine process. Reads one EngineJob (a JSON line) from stdin, prints EngineLines on stdout, messages on
 * stderr. Ends when stdin ends (its parent died); SIGINT and SIGTERM end the run in good order with 105, a second
 * one at once.
 */
const stopping = new AbortController();

function print(line: EngineLine): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()));
}

function onSignal(): void {
  if (stopping.signal.aborted) process.exit(105);
  stopping.abort();
}
process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);
process.stdout.on('error', () => process.exit(1));

async function run(job: EngineJob): Promise<void> {
  const startMs = performance.now();
  const exitCode = await runTest(job, {
    signal: stopping.signal,
    onProgress: (progress) => void print(progress),
    log: (level, message) => {
      if (job.quiet && (level === 'debug' || level === 'info')) return;
      const second = String(Math.floor((performance.now() - startMs) / 1000)).padStart(4, '0');
      process.stderr.write(`${level}[${second}] ${message}\n`);
    },
  }).then(
    async (summary) => {
      await print(summary);
      return summary.exitCode;
    },
    async (error: unknown) => {
      const known =
        error instanceof StormproofError ? error : new StormproofError('SP_CLI_INTERNAL', String(error));
      if (!(error instanceof StormproofError))
        process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
      await print({
        kind: 'error',
        id: known.id as EngineError['id'],
        message: known.message,
        problems: known.problems,
      });
      return known.exitCode;
    },
  );
  process.exit(exitCode);
}

const lines = createInterface({ input: process.stdin });
let started = false;
lines.on('line', (line) => {
  if (started) return;
  started = true;
  void run(JSON.parse(line) as EngineJob);
});
lines.on('close', () => process.exit(1));
