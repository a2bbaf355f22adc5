import { StormproofError } from '../../schema/errors.ts';
import type { Child } from './spawn-child.ts';

export interface SignalWatch {
  readonly signal: AbortSignal;
  dispose(): void;
}

/** After the first signal: if the orderly shutdown takes longer, it ends hard. Leaves room in the promised 10 s. */
const shutdownLimitMs = 9000;

/** Under `npm start` one Ctrl-C arrives twice: from the terminal and, forwarded, from npm. */
const echoMs = 500;

/**
 * First SIGINT or SIGTERM: aborts the returned signal with SP_CLI_INTERRUPTED. A second one, or 9 s: SIGKILL to every child
 * and exit at once; grandchildren end because their stdin does.
 */
export function watchSignals(children: ReadonlySet<Child>, hardExitCode: number): SignalWatch {
  const controller = new AbortController();
  function hard(): void {
    for (const child of children) child.kill();
    process.exit(hardExitCode);
  }
  let firstAtMs = 0;
  function onSignal(name: NodeJS.Signals): void {
    if (controller.signal.aborted) {
      if (performance.now() - firstAtMs > echoMs) hard();
      return;
    }
    firstAtMs = performance.now();
    setTimeout(hard, shutdownLimitMs).unref();
    controller.abort(new StormproofError('SP_CLI_INTERRUPTED', `interrupted by ${name}`));
  }
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('SIGHUP', onSignal);
  return {
    signal: controller.signal,
    dispose: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
      process.off('SIGHUP', onSignal);
    },
  };
}
