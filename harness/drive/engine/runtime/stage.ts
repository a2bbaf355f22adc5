import { runExitCodes } from '../../../schema/exit-codes.ts';
import { AbortTest } from '../modules/execution.ts';
import type { LoadedTest } from './load-test.ts';

export type StageEnd =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly exitCode: number; readonly message: string }
  /** The run was told to stop meanwhile. */
  | { readonly kind: 'stopped' };

export interface StageOptions {
  readonly name: 'setup' | 'teardown' | 'handleSummary';
  readonly timeoutMs: number;
  readonly argument?: unknown;
  /** Interrupts the stage; setup only: teardown and handleSummary always run to their end. */
  readonly stopped?: AbortSignal;
}

const timeoutCodes = {
  setup: runExitCodes.setupTimeout,
  teardown: runExitCodes.teardownTimeout,
  handleSummary: runExitCodes.genericTimeout,
} as const;

/** Runs one of the script's one-time functions in an instance of its own. Never rejects. */
export async function runStage(loaded: LoadedTest, options: StageOptions): Promise<StageEnd> {
  const { name, timeoutMs, argument, stopped } = options;
  const vu = loaded.fresh();
  const body = vu.exports[name] as (argument: unknown) => unknown;
  if (name !== 'handleSummary') vu.group = `::${name}`;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    vu.loop.interrupt();
  }, timeoutMs);
  const stop = (): void => vu.loop.interrupt();
  stopped?.addEventListener('abort', stop);
  const end = await vu.loop.run(() => body(argument));
  stopped?.removeEventListener('abort', stop);
  clearTimeout(timer);
  vu.http.destroy();
  if (timedOut) {
    return {
      kind: 'failed',
      exitCode: timeoutCodes[name],
      message: `${name}() took longer than ${timeoutMs} ms`,
    };
  }
  if (end.kind === 'interrupted' || (end.kind === 'exception' && end.error instanceof AbortTest)) {
    return { kind: 'stopped' };
  }
  if (end.kind === 'exception') {
    const message = loaded.script.describe(end.error);
    return { kind: 'failed', exitCode: runExitCodes.scriptException, message };
  }
  return { kind: 'done', value: end.value };
}
