import type { PlanRecord } from '../../record/artefacts.ts';
import { addLatency } from './latency-metrics.ts';
import { countMetric, type MetricMap, timeMetric } from './metric.ts';

/** Plan ids of the null vendor's two runs before the judged ones. */
export const nullPlans = { burst: 'null-burst', ceiling: 'null-ceiling' } as const;

/** The floor (same burst, a vendor that answers at once) and the ceiling (closed loop) of harness and machine. */
export function addNull(metrics: MetricMap, plans: ReadonlyMap<string, PlanRecord>): void {
  const ceiling = plans.get(nullPlans.ceiling);
  const perSec = ceiling === undefined ? null : ceilingPerSec(ceiling);
  if (ceiling !== undefined)
    metrics.set('null.ceiling.asks_per_sec', {
      value: perSec,
      unit: 'per-second',
      n: ceiling.ledger.answered + ceiling.ledger.late,
      low: null,
      high: null,
    });
  const burst = plans.get(nullPlans.burst);
  if (burst === undefined) return;
  addLatency(metrics, 'null.response', burst.all.response);
  addLatency(metrics, 'null.lateness', burst.all.lateness);
  metrics.set('null.burst.asks', countMetric(burst.burstAsks, burst.burstAsks));
  metrics.set('null.burst.last_answer', timeMetric(burst.burstLastAnswerUs, burst.burstAsks));
}

/** Answers per second of the closed loop. */
export function ceilingPerSec(plan: PlanRecord): number | null {
  const answers = plan.ledger.answered + plan.ledger.late;
  return plan.loadEndUs > 0 && answers > 0 ? answers / (plan.loadEndUs / 1e6) : null;
}
