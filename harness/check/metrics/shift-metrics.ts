import type { ShiftHour, ShiftRecord } from '../../record/artefacts.ts';
import { oneSidedBounds } from '../../stats/proportion.ts';
import { ratio } from '../../stats/truncate.ts';
import { addLatency } from './latency-metrics.ts';
import { countMetric, type MetricMap, ratioMetric } from './metric.ts';
import { type QuantileRatio, quantileRatio } from './quantile-ratio.ts';

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

/** p95 of the last hour ÷ p95 of the first. Operations of ten agents with think time between them are near independent. */
function growthOf(hours: readonly ShiftHour[]): QuantileRatio | null {
  const first = hours.find((hour) => hour.hour === 1);
  const last = hours.find((hour) => hour.hour === 8);
  return first === undefined || last === undefined
    ? null
    : quantileRatio(last.response, first.response, 0.95);
}
