import type { ShiftHour, ShiftRecord } from '../../record/artefacts.ts';
import type { Histogram } from '../../stats/histogram.ts';
import type { Interval } from '../../stats/interval.ts';
import { quantileRanks } from '../../stats/order-statistic-interval.ts';
import { oneSidedBounds } from '../../stats/proportion.ts';
import { ratio } from '../../stats/truncate.ts';
import { addLatency } from './latency-metrics.ts';
import { countMetric, type MetricMap, ratioMetric } from './metric.ts';

/** Figures of the agents' shift, in all and by hour. Closed loop: service times. */
export function addShift(metrics: MetricMap, shift: ShiftRecord): void {
  const { operations, systemErrors, humanSlips } = shift;
  metrics.set('shift.operations', countMetric(operations, operations));
  metrics.set('shift.system_errors', countMetric(systemErrors, operations));
  metrics.set(
    'shift.system_error_ratio',
    ratioMetric(
      ratio(systemErrors, operations),
      operations,
      operations > 0 ? oneSidedBounds(Math.min(systemErrors, operations), operations) : null,
    ),
  );
  metrics.set('shift.human_slip_ratio', ratioMetric(ratio(humanSlips, operations), operations, null));
  addLatency(metrics, 'shift.response', shift.response);
  for (const [step, times] of shift.steps) addLatency(metrics, `shift.step.${step}`, times);
  for (const hour of shift.hours) {
    const prefix = `shift.hour${hour.hour}`;
    addLatency(metrics, `${prefix}.response`, hour.response);
    metrics.set(`${prefix}.operations`, countMetric(hour.operations, hour.operations));
    metrics.set(`${prefix}.system_errors`, countMetric(hour.systemErrors, hour.operations));
  }
  const growth = growthOf(shift.hours);
  metrics.set(
    'shift.hour8_to_hour1_p95',
    ratioMetric(growth?.ratio ?? null, growth?.n ?? 0, growth?.interval ?? null),
  );
}

/**
 * p95 of the last hour ÷ p95 of the first. Interval: order statistics of each at 97.5 %, worst against best
 * (Bonferroni: 95 % together). Operations of ten agents with think time between them are near independent.
 */
function growthOf(
  hours: readonly ShiftHour[],
): { readonly ratio: number; readonly n: number; readonly interval: Interval } | null {
  const first = hours.find((hour) => hour.hour === 1);
  const last = hours.find((hour) => hour.hour === 8);
  if (first === undefined || last === undefined) return null;
  const [a, b] = [bounds(first.response), bounds(last.response)];
  if (a === null || b === null) return null;
  return {
    ratio: b.value / a.value,
    n: Math.min(first.response.total, last.response.total),
    interval: {
      low: b.low === null || a.high === null ? null : b.low / a.high,
      high: b.high === null || a.low === null ? null : b.high / a.low,
      confidence: 0.95,
    },
  };
}

function bounds(histogram: Histogram) {
  const value = histogram.quantile(0.95);
  if (value === null || value === 0) return null;
  const ranks = quantileRanks(histogram.total, 0.95, 0.975);
  return {
    value,
    low: ranks.lowRank === null ? null : histogram.valueAtRank(ranks.lowRank),
    high: ranks.highRank === null ? null : histogram.valueAtRank(ranks.highRank),
  };
}
