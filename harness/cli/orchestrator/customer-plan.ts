import type { Size } from '../../schema/run-plan.ts';
import { rushSizes, scenarioPlan } from '../../schema/size-plan.ts';

/** Which customers do what. Rush, warm-up and drills share the first ones; the shift has customers of its own. */
export interface CustomerPlan {
  readonly storm: number;
  readonly shiftFirst: number;
  readonly shift: number;
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
  return { storm, shiftFirst: storm, shift, total: storm + shift };
}
