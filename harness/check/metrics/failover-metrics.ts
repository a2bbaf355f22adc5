import type { TrialRecord } from '../../record/artefacts.ts';
import type { Metric } from '../../schema/result.ts';
import { medianOf } from '../../stats/median.ts';
import { countMetric, type MetricMap } from './metric.ts';

/** Figures of one drill (`failover`, `drill.gateway-kill` …) over its trials whose fault was really injected. */
export function addFailover(metrics: MetricMap, prefix: string, trials: readonly TrialRecord[]): void {
  const counted = trials.filter((trial) => trial.injected && trial.t0Us !== null);
  const n = counted.length;
  metrics.set(`${prefix}.trials`, countMetric(n, trials.length));
  metrics.set(
    `${prefix}.recovered`,
    countMetric(counted.filter((trial) => trial.recoveryMs !== null).length, n),
  );
  metrics.set(
    `${prefix}.operator_restored`,
    countMetric(counted.filter((trial) => trial.restoredBy === 'operator').length, n),
  );
  addPair(
    metrics,
    `${prefix}.detect`,
    counted.map((trial) => trial.detectMs),
    'observed',
  );
  addPair(
    metrics,
    `${prefix}.recovery`,
    counted.map((trial) => trial.recoveryMs),
    'all',
  );
  addPair(
    metrics,
    `${prefix}.drained`,
    counted.map((trial) => trial.drainedMs),
    'all',
  );
  addPair(
    metrics,
    `${prefix}.in_flight_worst`,
    counted.map((trial) => trial.inFlightWorstMs),
    'observed',
  );
  addPair(
    metrics,
    `${prefix}.longest_gap`,
    counted.map((trial) => trial.longestGapMs),
    'all',
  );
  addPair(
    metrics,
    `${prefix}.restart`,
    counted.map((trial) => trial.restartMs),
    'observed',
  );
  metrics.set(`${prefix}.lost`, countMetric(sum(counted.map((trial) => trial.lost)), n));
  metrics.set(`${prefix}.duplicated`, countMetric(sum(counted.map((trial) => trial.duplicated)), n));
}

/**
 * `.median` and `.worst`. `all`: a trial without a figure makes both unknown (a trial that never recovered must
 * not improve the worst); `observed`: trials without one are left out ("none observed").
 */
function addPair(
  metrics: MetricMap,
  prefix: string,
  values: readonly (number | null)[],
  over: 'all' | 'observed',
): void {
  const known = values.filter((value) => value !== null);
  const usable = known.length > 0 && (over === 'observed' || known.length === values.length);
  metrics.set(`${prefix}.median`, time(usable ? medianOf(known) : null, known.length));
  metrics.set(`${prefix}.worst`, time(usable ? Math.max(...known) : null, known.length));
}

function time(value: number | null, n: number): Metric {
  return {
    value: value === null ? null : Math.round(value * 1000) / 1000,
    unit: 'ms',
    n,
    low: null,
    high: null,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
