import { createHash } from 'node:crypto';
import type { ArrivalRate } from '../options/scenario-config.ts';

/** How the iterations of an open scenario lie in time: on a grid as in k6, or a Poisson process of the same rate. */
export type Spacing = 'even' | 'poisson';

/** A stretch of time in which the rate goes from one value to another in a straight line. Rates: iterations per ms. */
export interface Segment {
  readonly durationMs: number;
  readonly fromPerMs: number;
  readonly toPerMs: number;
}

/** Everything that decides when the iterations of an open scenario are due. Plain data: it crosses to the ticker's thread. */
export interface ArrivalSpec {
  readonly segments: readonly Segment[];
  readonly spacing: Spacing;
  /** Used by `poisson` only. */
  readonly seed: number;
  /**
   * Iterations of the rate's area that lie before the first one: constant-arrival-rate starts at time zero (0),
   * ramping-arrival-rate when the area has reached one whole iteration (1), as in k6 2.2.0
   * (lib/executor/constant_arrival_rate.go, ramping_arrival_rate.go `cal`).
   */
  readonly first: 0 | 1;
}

/** The spec of a scenario's arrivals. */
export function arrivalSpec(config: ArrivalRate, spacing: Spacing, seed: number): ArrivalSpec {
  if (config.executor === 'constant-arrival-rate') {
    const perMs = config.rate / config.timeUnitMs;
    const segments = [{ durationMs: config.durationMs, fromPerMs: perMs, toPerMs: perMs }];
    return { segments, spacing, seed, first: 0 };
  }
  let from = config.startRate;
  const segments = config.stages.map(({ durationMs, target }) => {
    const segment = {
      durationMs,
      fromPerMs: from / config.timeUnitMs,
      toPerMs: target / config.timeUnitMs,
    };
    from = target;
    return segment;
  });
  return { segments, spacing, seed, first: 1 };
}

/** sha256 (hex) of the spec: the same hash means the same due times, to the nanosecond. */
export function arrivalHash({ segments, spacing, seed, first }: ArrivalSpec): string {
  const parts = segments.map(({ durationMs, fromPerMs, toPerMs }) => [durationMs, fromPerMs, toPerMs]);
  const defining = ['engine-arrivals/1', spacing, spacing === 'even' ? null : seed, first, parts];
  return createHash('sha256').update(JSON.stringify(defining)).digest('hex');
}
