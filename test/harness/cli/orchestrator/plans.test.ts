import { describe, expect, test } from 'vitest';
import { customerPlan } from '../../../../harness/cli/orchestrator/customer-plan.ts';
import { nullPlans } from '../../../../harness/cli/orchestrator/null-phase.ts';
import { warmupPlan } from '../../../../harness/cli/orchestrator/warmup-phase.ts';
import { sizes } from '../../../../harness/schema/run-plan.ts';
import {
  campaignSizes,
  drillRatePerSec,
  rushSizes,
  scenarioPlan,
} from '../../../../harness/schema/size-plan.ts';
import { optionSets } from '../../../../mock-whatsapp/option-sets.ts';

describe.each(sizes)('size %s', (size) => {
  const session = { size, seed: 7 };

  test("the null burst is the rush's own first second, nobody asks twice", () => {
    const [burst, ceiling] = nullPlans(session);
    expect(burst?.arrivals).toMatchObject({
      kind: 'cadence',
      customers: rushSizes[size].customers,
      firstWithinMs: rushSizes[size].firstWithinMs,
    });
    if (burst?.arrivals.kind !== 'cadence') throw new Error('not a cadence');
    expect(burst.arrivals.secondAfterMs[0]).toBeGreaterThan(burst.arrivals.durationMs);
    expect(ceiling?.arrivals.kind).toBe('saturate');
    // It uses up the pair rate of its customers: they must not be the rush's.
    expect(ceiling?.firstCustomer).toBeGreaterThanOrEqual(rushSizes[size].customers);
  });

  test('every customer of every plan is seeded; shift, campaigns and orders have their own', () => {
    const { storm, shiftFirst, shift, campaignFirst, campaign, ordersFirst, orders, total } =
      customerPlan(size);
    for (const plan of [...nullPlans(session), warmupPlan(session, 'code')]) {
      expect((plan.firstCustomer ?? 0) + plan.arrivals.customers).toBeLessThanOrEqual(total);
    }
    expect(rushSizes[size].customers).toBeLessThanOrEqual(storm);
    expect(shiftFirst).toBeGreaterThanOrEqual(storm);
    expect(shift).toBe(scenarioPlan('shift', size).samples);
    expect(campaignFirst).toBe(shiftFirst + shift);
    expect(campaign).toBe(Math.max(campaignSizes[size].slow.sends, campaignSizes[size].fast.sends));
    expect(ordersFirst).toBe(campaignFirst + campaign);
    expect(orders).toBe(scenarioPlan('orders', size).samples);
    expect(total).toBe(ordersFirst + orders);
  });

  test("a drill stays below Meta's pair rate without using its burst", () => {
    const perCustomerMs = (customerPlan(size).storm / drillRatePerSec) * 1000;
    expect(perCustomerMs).toBeGreaterThanOrEqual(optionSets.bench.pairRefillMs);
  });

  test('the warm-up is a few hundred asks', () => {
    const { arrivals } = warmupPlan(session, 'code');
    if (arrivals.kind !== 'uniform') throw new Error('not uniform');
    expect((arrivals.ratePerSec * arrivals.durationMs) / 1000).toBe(300);
  });
});
