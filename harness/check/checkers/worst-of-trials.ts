import type { TrialRecord } from '../../record/artefacts.ts';
import { prefixOfPlan } from '../../schema/faults.ts';
import type { Requirement } from '../../schema/requirement.ts';
import type { Checker, Finding } from '../finding.ts';
import { noEvidence } from '../finding.ts';
import { finding, readExact } from '../judge-interval.ts';
import { isGood } from '../margin.ts';

const method = 'worst-of-trials';

type TrialFigure = 'recoveryMs' | 'drainedMs' | 'detectMs' | 'inFlightWorstMs' | 'longestGapMs' | 'restartMs';

/** What stands between a drill's prefix and `.worst` → the trial's field. */
const figures: Readonly<Record<string, TrialFigure>> = {
  recovery: 'recoveryMs',
  drained: 'drainedMs',
  detect: 'detectMs',
  in_flight_worst: 'inFlightWorstMs',
  longest_gap: 'longestGapMs',
  restart: 'restartMs',
};

/**
 * The worst of the trials whose fault was really injected, without an interval ("worst of 5: 3.1 s; 5 of 5").
 * A part that the harness had to restore is a miss: the requirement is recovery with nobody intervening. A trial
 * still bad when its watch ended counts with the time seen so far: enough to miss, never enough to meet.
 */
export const worstOfTrials: Checker = (evidence, requirement) => {
  const [, prefix, name = ''] = /^(.+)\.([a-z_]+)\.worst$/.exec(requirement.metric) ?? [];
  const figure = figures[name];
  const trials = evidence.artefacts.trials.filter(
    (trial) => trial.injected && trial.t0Us !== null && prefixOfPlan(trial.plan) === prefix,
  );
  if (figure === undefined || trials.length === 0) return noEvidence(requirement, method);
  const restored = trials.filter((trial) => trial.restoredBy === 'operator').length;
  const known = trials.map((trial) => trial[figure]).filter((value) => value !== null);
  const atLeast = Math.max(...known, ...trials.map((trial) => pendingMs(trial, figure)), 0);
  const judged = { value: atLeast, n: trials.length, interval: null, method, evidence: evidenceOf(trials) };
  if (restored > 0)
    return finding(
      { ...judged, reading: 'does-not-meet', reason: reasonOf('operator-restored', restored) },
      requirement,
    );
  const open = trials.length - known.length;
  if (open === 0) return finding({ ...judged, reading: readExact(atLeast, requirement) }, requirement);
  return openFinding(judged, open, requirement);
};

interface OpenJudged {
  readonly value: number;
  readonly n: number;
  readonly interval: null;
  readonly method: string;
  readonly evidence: readonly string[];
}

function openFinding(judged: OpenJudged, open: number, requirement: Requirement): Finding {
  const misses = !isGood(judged.value, requirement);
  return finding(
    { ...judged, reading: misses ? 'does-not-meet' : 'not-proven', reason: reasonOf('not-recovered', open) },
    requirement,
  );
}

function pendingMs(trial: TrialRecord, figure: TrialFigure): number {
  return figure === 'recoveryMs' ? (trial.recoveryAtLeastMs ?? 0) : 0;
}

function evidenceOf(trials: readonly TrialRecord[]): readonly string[] {
  return trials.map((trial) => `trial ${trial.trial}`);
}

function reasonOf(code: string, trials: number): Finding['reason'] {
  return { code, values: { trials } };
}
