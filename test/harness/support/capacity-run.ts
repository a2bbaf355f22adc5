import {
  type AgentPlan,
  type CapacityPlan,
  capacityPlanId,
  type RatePlan,
} from '../../../harness/schema/capacity.ts';
import type { Requirement } from '../../../harness/schema/requirement.ts';
import { scenarioPlan } from '../../../harness/schema/size-plan.ts';
import { event, type Line, phase, planEnded, planStarted, runFolder, sample } from './builders.ts';
import { askOf } from './whole-run.ts';

/** A search as `stormproof capacity --claim 50` plans it. */
export const capacityPlan: RatePlan = {
  startPerSec: 25,
  maxPerSec: 2000,
  maxPoints: 20,
  pointMs: 20_000,
  claimPerSec: 50,
  coLocated: true,
  criteria: { answeredRatio: 0.99, p99Ms: 2300, lossRatio: 0.001 },
};

/** A search as `stormproof capacity --ramp agents --pace 60 --claim 50` plans it: an ask a second for each. */
export const agentPlan: AgentPlan = {
  ramp: 'agents',
  startAgents: 10,
  maxAgents: 200,
  maxPoints: 20,
  pointMs: 20_000,
  claimAgents: 50,
  asksPerAgentMinute: 60,
  coLocated: true,
  criteria: { answeredRatio: 0.99, p99Ms: 2300, lossRatio: 0.001 },
};

const steadyVendor = () => 40;
/** Loses a third of an answer a second with every ask beyond 40 a second, down to a quarter of its speed. */
export const fallingVendor = (rate: number): number => Math.max(10, 40 - Math.max(0, rate - 40) / 3);

/** Asks of a server that answers `perSec` a second, one after the other, 5 ms at least. */
function served(plan: string, ratePerSec: number, perSec: number): Line[] {
  let freeMs = 0;
  return Array.from({ length: ratePerSec * 20 }, (_, i) => {
    const due = (i * 1000) / ratePerSec;
    freeMs = Math.max(freeMs, due) + 1000 / perSec;
    return askOf(plan, i, due, Math.max(5, freeMs - due));
  });
}

/** A search whose vendor answers 40 a second (or `speedAt` the rate), at the rates given; the claim is the target of the sustained rate. */
export function capacityRun(
  rates: readonly number[],
  set: readonly Requirement[] = [],
  change: Partial<RatePlan> = {},
  speedAt: (rate: number) => number = steadyVendor,
): Promise<string> {
  const plan = { ...capacityPlan, ...change };
  return searchRun(rates, withClaim(set, 'rate', plan.claimPerSec), plan, speedAt);
}

/** The same vendor with so many agents at work, each of whom is asked once a second. */
export function agentRun(
  agents: readonly number[],
  set: readonly Requirement[] = [],
  change: Partial<AgentPlan> = {},
): Promise<string> {
  const plan = { ...agentPlan, ...change };
  return searchRun(agents, withClaim(set, 'agents', plan.claimAgents), plan);
}

function withClaim(set: readonly Requirement[], ramp: string, claim: number | null) {
  return set.map((line) =>
    line.metric === `capacity.sustained.${ramp}` && claim !== null ? { ...line, target: claim } : line,
  );
}

/** One unit of load is one ask a second. */
function searchRun(
  rates: readonly number[],
  requirements: readonly Requirement[],
  plan: CapacityPlan,
  speedAt: (rate: number) => number = steadyVendor,
): Promise<string> {
  const ids = rates.map((_, i) => capacityPlanId(i + 1));
  const at = (i: number) => 30_000 * i;
  const agents = plan.ramp === 'agents';
  return runFolder({
    size: 'standard',
    plan: { scenarios: [scenarioPlan('capacity', 'standard')], capacity: plan },
    requirements,
    events: {
      run: [
        ...phase('capacity', 0, at(rates.length)),
        ...ids.map((id, i) =>
          event('capacity.point', at(i), {
            plan: id,
            ratePerSec: rates[i] ?? 0,
            ...(agents ? { agents: rates[i] ?? 0 } : {}),
            reason: 'doubling',
          }),
        ),
      ],
      mock: [
        event('mock.timer', 0, { clockStepMs: 0.00004, wakeP50Ms: 0.08, wakeP99Ms: 0.4, wakes: 100 }),
        ...ids.flatMap((id, i) => {
          const asks = (rates[i] ?? 0) * 20;
          return [planStarted(id, asks, at(i)), planEnded(id, asks, 20_000, { drainEndUs: 60_000_000 })];
        }),
      ],
      ...(agents ? { 'engine-1': ids.flatMap((id, i) => worked(id, at(i), rates[i] ?? 0)) } : {}),
      asks: ids.flatMap((id, i) => served(id, rates[i] ?? 0, speedAt(rates[i] ?? 0))),
    },
  });
}

/** Everybody is at work, and no operation fails. */
function worked(point: string, atMs: number, agents: number): Line[] {
  const counted = (metric: string, value: number) => sample(atMs, metric, value, { point }, 'capacity');
  return [counted('sp_ramp_agents', agents), counted('sp_ramp_operations', agents * 20)];
}
