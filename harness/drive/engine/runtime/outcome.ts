import { runExitCodes } from '../../../schema/exit-codes.ts';
import type { EngineSummary } from '../job.ts';
import type { StopRequest } from './test-state.ts';

export interface EndFacts {
  readonly stop: StopRequest | null;
  /** Exception or time-out of setup or teardown. */
  readonly failure: { readonly exitCode: number; readonly message: string } | null;
  readonly failedThresholds: readonly string[];
  readonly markedAsFailed: string | null;
}

export type Ending = Pick<EngineSummary, 'exitCode' | 'reason' | 'message'>;

/** k6's exit code and the reason in words. The first of these that happened decides, as in k6. */
export function endingOf(facts: EndFacts): Ending {
  const { stop, failure, failedThresholds, markedAsFailed } = facts;
  if (failure !== null) {
    return { exitCode: failure.exitCode, reason: 'exception', message: failure.message };
  }
  if (stop?.reason === 'interrupted') {
    return { exitCode: runExitCodes.interrupted, reason: 'interrupted', message: stop.message };
  }
  if (stop?.reason === 'aborted') {
    return { exitCode: runExitCodes.scriptAborted, reason: 'aborted', message: stop.message };
  }
  if (stop?.reason === 'exception') {
    return { exitCode: runExitCodes.scriptException, reason: 'exception', message: stop.message };
  }
  if (failedThresholds.length > 0) {
    return {
      exitCode: runExitCodes.thresholdsFailed,
      reason: stop?.reason === 'thresholds' ? 'aborted' : 'complete',
      message: `thresholds failed: ${failedThresholds.join(', ')}`,
    };
  }
  if (markedAsFailed !== null) {
    return { exitCode: runExitCodes.markedAsFailed, reason: 'complete', message: markedAsFailed };
  }
  return { exitCode: runExitCodes.ok, reason: 'complete', message: null };
}
