/** What a point of the capacity search must show to count as sustained. From the requirement set or the command line. */
export interface CapacityCriteria {
  /** Least share of the asks sent that is answered within the deadline. */
  readonly answeredRatio: number;
  /** Most that the 99th percentile of the response time may be. */
  readonly p99Ms: number;
  /** Most that (lost + undelivered) ÷ sent may be. */
  readonly lossRatio: number;
}

/** plan.json of a capacity search: everything that decides which rates are played. */
export interface CapacityPlan {
  readonly startPerSec: number;
  /** No rate above it is played; half of the null vendor's ceiling may end the search before. */
  readonly maxPerSec: number;
  /** 7 … 32. */
  readonly maxPoints: number;
  /** Load of one point. */
  readonly pointMs: number;
  /** The vendor's own statement; null = none. */
  readonly claimPerSec: number | null;
  /** True where harness and vendor share a machine: what breaks first may be the machine. */
  readonly coLocated: boolean;
  readonly criteria: CapacityCriteria;
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

/** Why a rate was played. */
export type PointReason = 'doubling' | 'halving' | 'bisection' | 'repeat' | 'collapse';
