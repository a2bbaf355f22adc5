import type { TrialRecord } from '../record/artefacts.ts';
import type { Trial } from '../schema/result.ts';

/** Trials as result.json shows them: times in ms, kept to the microsecond. */
export function trialRows(trials: readonly TrialRecord[]): Trial[] {
  return trials.map((trial) => ({
    trial: trial.trial,
    plan: trial.plan,
    fault: trial.fault,
    role: trial.role,
    injected: trial.injected,
    openAsks: trial.openAsks,
    graphInFlight: trial.graphInFlight,
    baselineP99Ms: round(trial.baselineP99Ms),
    badAskLimitMs: round(trial.badAskLimitMs),
    badAsks: trial.badAsks,
    detectMs: round(trial.detectMs),
    recoveryMs: round(trial.recoveryMs),
    drainedMs: round(trial.drainedMs),
    inFlightWorstMs: round(trial.inFlightWorstMs),
    longestGapMs: round(trial.longestGapMs),
    lost: trial.lost,
    duplicated: trial.duplicated,
    restoredBy: trial.restoredBy,
    restartMs: round(trial.restartMs),
  }));
}

function round(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 1000) / 1000;
}
