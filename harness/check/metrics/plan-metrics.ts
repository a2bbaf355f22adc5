import type { Latency, PlanRecord } from '../../record/artefacts.ts';
import { clumpedBounds } from '../../stats/clumped-bounds.ts';
import { oneSidedBounds } from '../../stats/proportion.ts';
import { ratio } from '../../stats/truncate.ts';
import { driftOf } from './drift.ts';
import { addLatency } from './latency-metrics.ts';
import { countMetric, type MetricMap, ratioMetric, timeMetric } from './metric.ts';
import { worstMinute } from './worst-minute.ts';

/**
 * Every figure of one arrival plan under its id: `rush.response.p99`, `rush.lost` … A closed loop has no response time and
 * no lateness: nothing was intended.
 */
export function addPlan(metrics: MetricMap, plan: PlanRecord): void {
  const { id, ledger } = plan;
  // Blocks before the steady part differ by plan (the burst), not by chance.
  const planned = plan.burstAsks > 0 ? Math.ceil(plan.steadyFromUs / 10e6) : 0;
  if (plan.model === 'closed') {
    addLatency(metrics, `${id}.service`, plan.all.service);
    addLatency(metrics, `${id}.webhook_ack`, plan.all.webhookAck);
  } else addLatencies(metrics, id, plan.all, { blocks: plan.blocks, planned });
  if (plan.burstAsks > 0) {
    addLatencies(metrics, `${id}.steady`, plan.steady, { blocks: plan.blocks.slice(planned), planned: 0 });
    addLatency(metrics, `${id}.burst.response`, plan.burst.response);
    metrics.set(`${id}.burst.asks`, countMetric(plan.burstAsks, plan.burstAsks));
    metrics.set(`${id}.burst.last_answer`, timeMetric(plan.burstLastAnswerUs, plan.burstAsks));
  }
  const minute = worstMinute(plan);
  if (plan.model === 'open') {
    metrics.set(
      `${id}.response.worst_minute_p50`,
      timeMetric(minute?.medianUs ?? null, minute?.n ?? 0, minute?.interval ?? null),
    );
  }
  metrics.set(`${id}.minutes`, countMetric(minute?.minutes ?? 0, minute?.minutes ?? 0));
  const drift = driftOf(plan);
  metrics.set(
    `${id}.drift_ratio`,
    ratioMetric(drift?.ratio ?? null, drift?.n ?? 0, drift === null ? null : { ...drift, confidence: 0.95 }),
  );

  metrics.set(`${id}.planned`, countMetric(ledger.planned, ledger.planned));
  metrics.set(`${id}.dropped`, countMetric(ledger.dropped, ledger.planned));
  metrics.set(`${id}.sent`, countMetric(ledger.sent, ledger.planned));
  for (const name of ledgerRows) metrics.set(`${id}.${name}`, countMetric(ledger[name], ledger.sent));
  metrics.set(`${id}.extra_answers`, countMetric(ledger.extraAnswers, ledger.sent));
  metrics.set(`${id}.not_reached`, countMetric(ledger.notReached, ledger.planned + ledger.notReached));
  const missing = ledger.lost + ledger.undelivered;
  metrics.set(`${id}.unanswered`, countMetric(missing, ledger.sent - ledger.unknown));
  const known = ledger.sent - ledger.unknown;
  metrics.set(
    `${id}.loss_ratio`,
    ratioMetric(ratio(missing, known), known, known > 0 ? clumpedBounds(missing, known, plan.losses) : null),
  );
  addShare(metrics, `${id}.duplicate_ratio`, ledger.duplicated, ledger.sent - ledger.unknown);
  addSends(metrics, plan);
}

const ledgerRows = [
  'answered',
  'late',
  'lost',
  'undelivered',
  'unknown',
  'duplicated',
  'wrong',
  'holding',
  'unexpected',
  'reordered',
  'fifo',
] as const;

function addLatencies(
  metrics: MetricMap,
  prefix: string,
  latency: Latency,
  series: { readonly blocks: PlanRecord['blocks']; readonly planned: number },
): void {
  addLatency(metrics, `${prefix}.response`, latency.response, series);
  addLatency(metrics, `${prefix}.service`, latency.service);
  addLatency(metrics, `${prefix}.lateness`, latency.lateness);
  addLatency(metrics, `${prefix}.webhook_ack`, latency.webhookAck);
}

function addShare(metrics: MetricMap, name: string, k: number, n: number): void {
  metrics.set(name, ratioMetric(ratio(k, n), n, n > 0 ? oneSidedBounds(k, n) : null));
}

/**
 * Sends accepted of those due (one per ask sent). Second answers and holding replies are taken off first, so they
 * can't stand in for missing ones.
 */
export function acceptedSends({ ledger, sends }: PlanRecord): number {
  const due = ledger.sent - ledger.unknown;
  const surplus = ledger.extraAnswers + ledger.holding + ledger.unexpected;
  return Math.max(0, Math.min(due, (sends?.accepted ?? 0) - surplus));
}

function addSends(metrics: MetricMap, plan: PlanRecord): void {
  const { id, ledger, sends } = plan;
  const due = ledger.sent - ledger.unknown;
  if (sends === null) return;
  const accepted = acceptedSends(plan);
  metrics.set(`${id}.sends.due`, countMetric(due, due));
  metrics.set(`${id}.sends.attempted`, countMetric(sends.attempted, sends.attempted));
  metrics.set(`${id}.sends.accepted`, countMetric(sends.accepted, sends.attempted));
  metrics.set(`${id}.sends.rejected`, countMetric(sends.rejected, sends.attempted));
  addShare(metrics, `${id}.sends.accepted_ratio`, accepted, due);
}
