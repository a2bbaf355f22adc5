import { expect, test } from 'vitest';
import { checkRun } from '../../../harness/check/check-run.ts';
import { ratesOf } from '../../../harness/check/metrics/order-metrics.ts';
import { Histogram } from '../../../harness/stats/histogram.ts';
import { wholeRun } from '../support/whole-run.ts';
import { order, widerRun } from '../support/wider-run.ts';

test('orders by step: placed, failed, share, first failing and held rate', async () => {
  const { result } = await checkRun(await wholeRun(widerRun()));
  const value = (name: string) => result.metrics[`orders.${name}`]?.value;
  expect(value('planned')).toBe(40);
  expect(value('attempted')).toBe(40);
  expect(value('placed')).toBe(38);
  expect(value('failed')).toBe(2);
  expect(value('failed_ratio')).toBe(0.05);
  expect(value('outcome.missing')).toBe(1);
  expect(value('outcome.unanswered')).toBe(1);
  expect([value('step1.rate_per_hour'), value('step1.failed_ratio')]).toEqual([300, 0]);
  expect([value('step2.rate_per_hour'), value('step2.failed')]).toEqual([800, 2]);
  expect(value('step2.failed_ratio')).toBeCloseTo(2 / 30, 12);
  expect(value('first_failing_rate_per_hour')).toBe(800);
  expect(value('held_rate_per_hour')).toBe(300);
  // 3 × 50 ms in step 1, 3 × 100 ms in most of step 2.
  expect(value('step1.chain.max')).toBeCloseTo(150, 0);
  expect(value('step2.chain.p50')).toBeCloseTo(300, 0);
  expect(value('ask.item.max')).toBeCloseTo(100, 0);
  const errors = result.errors.filter(({ scenario }) => scenario === 'orders');
  expect(errors.map(({ class: name, count }) => [name, count])).toEqual([
    ['order-missing', 1],
    ['order-unanswered', 1],
  ]);
});

const ladder = {
  timeScale: 1,
  steps: [300, 800, 3600].map((ratePerHour) => ({ ratePerHour, orders: 10 })),
};
const step = (index: number, placed: number, failed: number) => ({
  step: index,
  placed,
  failed,
  chain: new Histogram(),
});

test('held is the last step before the first failure; a step without orders ends the ladder', () => {
  const rates = (...steps: ReturnType<typeof step>[]) => ratesOf({ steps }, ladder);
  expect(rates(step(1, 10, 0), step(2, 10, 0), step(3, 10, 0))).toEqual({ held: 3600, failing: null });
  expect(rates(step(1, 10, 0), step(2, 9, 1), step(3, 10, 0))).toEqual({ held: 300, failing: 800 });
  expect(rates(step(1, 9, 1), step(2, 10, 0))).toEqual({ held: 0, failing: 300 });
  expect(rates(step(1, 10, 0), step(3, 10, 0))).toEqual({ held: 300, failing: null });
});

test('orders that were never begun are planned work missing, and no order is held by them', async () => {
  const few = widerRun({ 'engine-11': order(1, 'placed') });
  const { result } = await checkRun(await wholeRun(few));
  expect(result.validity.checks.find(({ id }) => id === 'planned-work')).toMatchObject({
    state: 'failed',
    value: 0.975,
    cause: { values: { scenario: 'orders' } },
  });
  expect(result.metrics['orders.held_rate_per_hour']?.value).toBe(300);
});
