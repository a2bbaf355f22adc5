import type { Requirement } from '../schema/requirement.ts';
import type { Interval } from '../stats/interval.ts';
import type { Finding } from './finding.ts';
import type { JudgedReading } from './lattice.ts';
import { isGood, marginOf, narrowShare } from './margin.ts';

/**
 * Wholly on the good side: meets (narrowly within 10 % of the target). Wholly on the bad side: does not meet.
 * Straddling, or open on the side that matters: not proven (design §4.4).
 */
export function readInterval(value: number, interval: Interval, requirement: Requirement): JudgedReading {
  const good = requirement.comparison === '<=' ? interval.high : interval.low;
  const bad = requirement.comparison === '<=' ? interval.low : interval.high;
  if (bad !== null && !isGood(bad, requirement)) return 'does-not-meet';
  if (good === null || !isGood(good, requirement)) return 'not-proven';
  return narrowly(value, requirement);
}

/** Without an interval: censuses and worst-of-N. */
export function readExact(value: number, requirement: Requirement): JudgedReading {
  return isGood(value, requirement) ? narrowly(value, requirement) : 'does-not-meet';
}

function narrowly(value: number, requirement: Requirement): JudgedReading {
  const margin = marginOf(value, requirement);
  return margin !== null && margin < narrowShare ? 'meets-narrowly' : 'meets';
}

export interface Judged {
  readonly value: number;
  readonly n: number;
  readonly interval: Interval | null;
  readonly method: string;
  readonly reading: JudgedReading;
  readonly evidence: readonly string[];
  /** Only where the plain reason of the reading does not say enough. */
  readonly reason?: Finding['reason'];
}

/** Completes a finding: margin, and a reason that fits the reading. */
export function finding(judged: Judged, requirement: Requirement): Finding {
  return {
    n: judged.n,
    value: judged.value,
    interval: judged.interval,
    method: judged.method,
    margin: marginOf(judged.value, requirement),
    reading: judged.reading,
    reason: judged.reason ?? {
      code: plainReason(judged, requirement),
      values: reasonValues(judged, requirement),
    },
    evidence: [...judged.evidence],
  };
}

function plainReason({ reading, interval }: Judged, { comparison }: Requirement): Finding['reason']['code'] {
  const deciding = comparison === '<=' ? interval?.high : interval?.low;
  return reading === 'not-proven' && deciding === null ? 'open-interval' : plainReasons[reading];
}

const plainReasons = {
  meets: 'meets',
  'meets-narrowly': 'narrow',
  'not-proven': 'straddles',
  'does-not-meet': 'misses',
} as const;

function reasonValues(judged: Judged, requirement: Requirement): Finding['reason']['values'] {
  const values: Record<string, number> = { value: judged.value, target: requirement.target, n: judged.n };
  if (judged.interval?.low != null) values.low = judged.interval.low;
  if (judged.interval?.high != null) values.high = judged.interval.high;
  return values;
}
