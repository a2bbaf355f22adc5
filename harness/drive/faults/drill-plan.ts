import type { ArrivalPlan } from '../../../mock-whatsapp/contract/plan.ts';
import { drillPlanId } from '../../schema/faults.ts';
import { drillRatePerSec } from '../../schema/size-plan.ts';
import type { DrillOptions } from './drill-options.ts';
import { leadMs, timingOf } from './drill-timing.ts';

/** The asks of one trial: a steady rate, planned for the longest watch and stopped when recovery is confirmed. */
export function drillPlan(options: DrillOptions, trial: number): ArrivalPlan {
  const { baselineMs, chooseMs, watchMs } = timingOf(options);
  return {
    v: 1,
    id: drillPlanId(options.fault ?? 'node-kill', trial),
    seed: options.seed + trial,
    arrivals: {
      kind: 'uniform',
      customers: options.customers,
      ratePerSec: options.ratePerSec ?? drillRatePerSec,
      durationMs: baselineMs + chooseMs + watchMs,
    },
    matcher: options.matcher,
    texts: options.texts,
    expect: options.expect,
    answerDeadlineMs: options.answerDeadlineMs,
    drain: options.drain,
    leadMs,
    ...(options.firstCustomer === undefined ? {} : { firstCustomer: options.firstCustomer }),
  };
}
