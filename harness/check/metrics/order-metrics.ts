import type { OrderRecord } from '../../record/artefacts.ts';
import type { Size } from '../../schema/run-plan.ts';
import { type OrderSize, orderSizes } from '../../schema/size-plan.ts';
import { oneSidedBounds } from '../../stats/proportion.ts';
import { ratio } from '../../stats/truncate.ts';
import { addLatency } from './latency-metrics.ts';
import { countMetric, type MetricMap, ratioMetric } from './metric.ts';

/** Figures of the order ladder, in all and by step. Rates are nominal: what was played is the rate × the time scale. */
export function addOrders(metrics: MetricMap, orders: OrderRecord, size: Size): void {
  const ladder = orderSizes[size];
  const planned = ladder.steps.reduce((sum, step) => sum + step.orders, 0);
  const attempted = orders.placed + orders.failed;
  metrics.set('orders.planned', countMetric(planned, planned));
  metrics.set('orders.attempted', countMetric(attempted, planned));
  metrics.set('orders.placed', countMetric(orders.placed, attempted));
  metrics.set('orders.failed', countMetric(orders.failed, attempted));
  metrics.set('orders.failed_ratio', share(orders.failed, attempted));
  for (const [outcome, count] of orders.outcomes)
    if (outcome !== 'placed') metrics.set(`orders.outcome.${outcome}`, countMetric(count, attempted));
  const { held, failing } = ratesOf(orders, ladder);
  metrics.set('orders.first_failing_rate_per_hour', countMetric(failing, attempted));
  metrics.set('orders.held_rate_per_hour', countMetric(held, attempted));
  addLatency(metrics, 'orders.chain', orders.chain);
  addLatency(metrics, 'orders.hole', orders.hole);
  for (const [ask, times] of orders.asks) addLatency(metrics, `orders.ask.${ask}`, times);
  ladder.steps.forEach(({ ratePerHour, orders: wanted }, index) => {
    const prefix = `orders.step${index + 1}`;
    const step = orders.steps.find((own) => own.step === index + 1);
    const n = (step?.placed ?? 0) + (step?.failed ?? 0);
    metrics.set(`${prefix}.rate_per_hour`, countMetric(ratePerHour, wanted));
    metrics.set(`${prefix}.planned`, countMetric(wanted, wanted));
    metrics.set(`${prefix}.placed`, countMetric(step?.placed ?? 0, n));
    metrics.set(`${prefix}.failed`, countMetric(step?.failed ?? 0, n));
    metrics.set(`${prefix}.failed_ratio`, share(step?.failed ?? 0, n));
    if (step !== undefined) addLatency(metrics, `${prefix}.chain`, step.chain);
  });
}

function share(failed: number, n: number) {
  return ratioMetric(ratio(failed, n), n, n > 0 ? oneSidedBounds(failed, n) : null);
}

/**
 * `failing`: rate of the lowest step with a failed order, null without one. `held`: rate of the highest step up to which
 * every order was placed, 0 when the first step failed; a step without orders proves nothing and ends the ladder.
 */
export function ratesOf(
  orders: Pick<OrderRecord, 'steps'>,
  ladder: OrderSize,
): { readonly held: number; readonly failing: number | null } {
  let held = 0;
  for (const [index, { ratePerHour }] of ladder.steps.entries()) {
    const step = orders.steps.find((own) => own.step === index + 1);
    if (step === undefined || step.placed + step.failed === 0) break;
    if (step.failed > 0) return { held, failing: ratePerHour };
    held = ratePerHour;
  }
  return { held, failing: null };
}
