/** What a point of the capacity search must show to count as sustained. From the requirement set or the command line. */
export interface CapacityCriteria {
  /** Least share of the asks sent that is answered within the deadline. */
  readonly answeredRatio: number;
  /** Most that the 99th percentile of the response time may be. */
  readonly p99Ms: number;
  /** Most that (lost + undelivered) ÷ sent may be. */
  readonly lossRatio: number;
}

/** What is raised from point to point: asks a second, or agents at work. */
export const ramps = ['rate', 'agents'] as const;
export type Ramp = (typeof ramps)[number];

interface SearchPlan {
  /** 7 … 32. */
  readonly maxPoints: number;
  /** Load of one point. */
  readonly pointMs: number;
  /** True where harness and vendor share a machine: what breaks first may be the machine. */
  readonly coLocated: boolean;
  readonly criteria: CapacityCriteria;
}

/** A search for the rate of asks. Plans of older versions name no ramp. */
export interface RatePlan extends SearchPlan {
  readonly ramp?: 'rate';
  readonly startPerSec: number;
  /** No rate above it is played; half of the null vendor's ceiling may end the search before. */
  readonly maxPerSec: number;
  /** The vendor's own statement; null = none. */
  readonly claimPerSec: number | null;
}

/** A search for the number of agents who work at one time, each with the same share of asks (A49). */
export interface AgentPlan extends SearchPlan {
  readonly ramp: 'agents';
  readonly startAgents: number;
  readonly maxAgents: number;
  readonly claimAgents: number | null;
  /** Asks that come in a minute for every agent at work. */
  readonly asksPerAgentMinute: number;
}

/** plan.json of a capacity search: everything that decides which loads are played. */
export type CapacityPlan = RatePlan | AgentPlan;

/** The search in the unit of its load. */
export interface LoadRange {
  readonly ramp: Ramp;
  readonly start: number;
  readonly max: number;
  readonly claim: number | null;
  /** Asks a second that one unit of load stands for. */
  readonly perSecOfOne: number;
}

/** A plan's loads, whichever it raises. */
export function loadRange(plan: CapacityPlan): LoadRange {
  if (plan.ramp !== 'agents')
    return {
      ramp: 'rate',
      start: plan.startPerSec,
      max: plan.maxPerSec,
      claim: plan.claimPerSec,
      perSecOfOne: 1,
    };
  return {
    ramp: 'agents',
    start: plan.startAgents,
    max: plan.maxAgents,
    claim: plan.claimAgents,
    perSecOfOne: plan.asksPerAgentMinute / 60,
  };
}

export const capacityPointRange = { min: 7, max: 32 } as const;

/**
 * A backlog that grows by more than this share of the asks offered is not kept up with, however short the run: a queue in
 * front of a server at 102 % hides behind any time limit for a while. Noise of a point is below half of it (open asks differ
 * by a handful); the bar for the knee is 10 %.
 */
export const growthLimitRatio = 0.02;

/** Collapsed: fewer than half of the customers are answered in time. */
export const collapseAnsweredRatio = 0.5;

/** Id of the arrival plan of a point, 1-based. */
export function capacityPlanId(point: number): string {
  return `capacity-${String(point).padStart(2, '0')}`;
}

/** Why a load was played. */
export type PointReason = 'doubling' | 'halving' | 'bisection' | 'repeat' | 'collapse';
