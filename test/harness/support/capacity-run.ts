import { type CapacityPlan, capacityPlanId } from '../../../harness/schema/capacity.ts';
import type { Requirement } from '../../../harness/schema/requirement.ts';
import { scenarioPlan } from '../../../harness/schema/size-plan.ts';
import { event, type Line, phase, planEnded, planStarted, runFolder } from './builders.ts';
import { askOf } from './whole-run.ts';

/** A search as `stormproof capacity --claim 50` plans it. */
export const capacityPlan: CapacityPlan = {
  startPerSec: 25,
  maxPerSec: 2000,
  maxPoints: 20,
  pointMs: 20_000,
  claimPerSec: 50,
  coLocated: true,
  criteria: { answeredRatio: 0.99, p99Ms: 2300, lossRatio: 0.001 },
};

/** Asks of a server that answers `perSec` a second, one after the other, 5 ms at least. */
function served(plan: string, ratePerSec: number, perSec: number): Line[] {
  let freeMs = 0;
  return Array.from({ length: ratePerSec * 20 }, (_, i) => {
    const due = (i * 1000) / ratePerSec;
    freeMs = Math.max(freeMs, due) + 1000 / perSec;
    return askOf(plan, i, due, Math.max(5, freeMs - due));
  });
}

/** A search whose vendor answers 40 a second, at the rates given; the claim is the target of the sustained rate. */
export function capacityRun(
  rates: readonly number[],
  set: readonly Requirement[] = [],
  change: Partial<CapacityPlan> = {},
): Promise<string> {
  const ids = rates.map((_, i) => capacityPlanId(i + 1));
  const at = (i: number) => 30_000 * i;
  const plan = { ...capacityPlan, ...change };
  const requirements = set.map((line) =>
    line.metric === 'capacity.sustained.rate' && plan.claimPerSec !== null
      ? { ...line, target: plan.claimPerSec }
      : line,
  );
  return runFolder({
    size: 'standard',
    plan: { scenarios: [scenarioPlan('capacity', 'standard')], capacity: plan },
    requirements,
    events: {
      run: [
        ...phase('capacity', 0, at(rates.length)),
        ...ids.map((id, i) =>
          event('capacity.point', at(i), { plan: id, ratePerSec: rates[i] ?? 0, reason: 'doubling' }),
        ),
      ],
      mock: [
        event('mock.timer', 0, { clockStepMs: 0.00004, wakeP50Ms: 0.08, wakeP99Ms: 0.4, wakes: 100 }),
        ...ids.flatMap((id, i) => {
          const asks = (rates[i] ?? 0) * 20;
          return [planStarted(id, asks, at(i)), planEnded(id, asks, 20_000, { drainEndUs: 60_000_000 })];
        }),
      ],
      asks: ids.flatMap((id, i) => served(id, rates[i] ?? 0, 40)),
    },
  });
}
