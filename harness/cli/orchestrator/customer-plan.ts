import type { Size } from '../../schema/run-plan.ts';
import { campaignSizes, rushSizes, scenarioPlan } from '../../schema/size-plan.ts';

/**
 * Which customers do what. Rush, warm-up and drills share the first ones; shift, campaigns and orders have customers of
 * their own.
 */
export interface CustomerPlan {
  readonly storm: number;
  readonly shiftFirst: number;
  readonly shift: number;
  readonly campaignFirst: number;
  /** Both campaigns write to these; the smaller one to the first of them. */
  readonly campaign: number;
  readonly ordersFirst: number;
  readonly orders: number;
  readonly total: number;
}

/**
 * 150 asks/s with a reply each, and one message per 6 s and pair on average, need 900 customers before Meta's pair rate
 * throttles the drill instead of the vendor.
 */
const drillCustomers = 900;
export function customerPlan(size: Size): CustomerPlan {
  const storm = Math.max(rushSizes[size].customers, drillCustomers);
  // One customer per operation: nobody writes again into a conversation that an agent is about to close.
  const shift = scenarioPlan('shift', size).samples;
  const { slow, fast } = campaignSizes[size];
  const campaign = Math.max(slow.sends, fast.sends);
  // One customer per order: every conversation begins at its first step.
  const orders = scenarioPlan('orders', size).samples;
  const campaignFirst = storm + shift;
  const ordersFirst = campaignFirst + campaign;
  return {
    storm,
    shiftFirst: storm,
    shift,
    campaignFirst,
    campaign,
    ordersFirst,
    orders,
    total: ordersFirst + orders,
  };
}
