import type { Latency, Ledger, PlanRecord, PressureRecord } from '../../record/artefacts.ts';
import { unionOf } from '../../record/latency-fold.ts';
import { drillPrefix, pressureToleranceRatio } from '../../schema/faults.ts';
import { quantileOf } from '../../stats/median.ts';
import { oneSidedBounds } from '../../stats/proportion.ts';
import { ratio } from '../../stats/truncate.ts';
import { addLatency } from './latency-metrics.ts';
import { countMetric, type MetricMap, ratioMetric } from './metric.ts';
import { acceptedSends } from './plan-metrics.ts';

const prefix = drillPrefix('cpu-pressure');
const rows = ['planned', 'sent', 'answered', 'late', 'lost', 'undelivered', 'unknown', 'duplicated'] as const;

/** Asks and load of all trials of the pressure drill together, and the asks before it. */
export function addPressure(
  metrics: MetricMap,
  pressures: readonly PressureRecord[],
  plans: ReadonlyMap<string, PlanRecord>,
): void {
  const pressed = pressures.flatMap(({ plan }) => plans.get(plan) ?? []);
  const baseline = pressures.flatMap((trial) => plans.get(trial.baseline) ?? []);
  const known = pressures.flatMap(({ achievedRatio }) => achievedRatio ?? []);
  metrics.set(`${prefix}.trials`, countMetric(pressures.filter(isHeld).length, pressures.length));
  const mean = known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  const seconds = pressures.flatMap((trial) => trial.seconds.map(({ busyRatio }) => busyRatio));
  const [low, high] = [quantileOf(seconds, 0.05), quantileOf(seconds, 0.95)];
  metrics.set(`${prefix}.load.target_ratio`, ratioMetric(pressures[0]?.targetRatio ?? null, 1, null));
  metrics.set(`${prefix}.load.achieved_ratio`, {
    ...ratioMetric(mean, seconds.length, null),
    low: low ?? null,
    high: high ?? null,
  });
  addAsks(metrics, pressed);
  addLatency(metrics, `${prefix}.response`, latencyOf(pressed).response);
  addLatency(metrics, `${prefix}.baseline.response`, latencyOf(baseline).response);
}

function latencyOf(plans: readonly PlanRecord[]): Latency {
  return unionOf(plans.map(({ all }) => all));
}

function addAsks(metrics: MetricMap, plans: readonly PlanRecord[]): void {
  const sum = (of: (plan: PlanRecord) => number) => plans.reduce((total, plan) => total + of(plan), 0);
  const count = (row: keyof Ledger) => sum(({ ledger }) => ledger[row]);
  const sent = count('sent');
  for (const row of rows)
    metrics.set(`${prefix}.${row}`, countMetric(count(row), row === 'planned' ? count('planned') : sent));
  const known = sent - count('unknown');
  const missing = count('lost') + count('undelivered');
  const share = (name: string, k: number, n: number) =>
    metrics.set(`${prefix}.${name}`, ratioMetric(ratio(k, n), n, n > 0 ? oneSidedBounds(k, n) : null));
  share('loss_ratio', missing, known);
  share('answered_ratio', count('answered'), known);
  const accepted = sum(acceptedSends);
  metrics.set(`${prefix}.sends.due`, countMetric(known, known));
  metrics.set(`${prefix}.sends.accepted`, countMetric(accepted, known));
  share('sends.accepted_ratio', accepted, known);
}

/** True when the load was measured and as near to its target as the drill promises. */
export function isHeld({ achievedRatio, targetRatio }: PressureRecord): boolean {
  return achievedRatio !== null && missOf(achievedRatio, targetRatio) <= pressureToleranceRatio;
}

/** Distance of a load from its target; a billionth of slack for 0.9 − 0.85, which floats make more than 0.05. */
function missOf(achievedRatio: number, targetRatio: number): number {
  return Math.abs(achievedRatio - targetRatio) - 1e-9;
}
