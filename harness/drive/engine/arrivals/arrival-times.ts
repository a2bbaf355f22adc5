import { seededRandom } from '../../../stats/random.ts';
import type { ArrivalSpec, Segment } from './arrival-spec.ts';

/** The due times of an open scenario, one by one: a plan of 8 hours never lies in memory. */
export interface ArrivalTimes {
  /** Milliseconds from the scenario's start of the next iteration; null at the end. Never decreases. */
  next(): number | null;
}

/** Rounding: of the area under the rate, in iterations … */
const areaTolerance = 1e-9;
/** … and of time: an iteration due exactly at the end does not start (k6 lets a race decide). */
const endToleranceMs = 1e-6;

/**
 * A fresh stream: the same spec gives the same times on every machine. The rate's area from the start is the count of
 * iterations due so far; the stream walks along that area in steps of one (`even`) or of exponential length with
 * mean one (`poisson`: the time change of an inhomogeneous Poisson process, Çınlar 1975) and solves for the time.
 */
export function arrivalTimes(spec: ArrivalSpec): ArrivalTimes {
  const { segments, spacing, first } = spec;
  const random = seededRandom(spec.seed);
  /** 1 − u lies in (0, 1], so the logarithm is finite. */
  const step = spacing === 'even' ? () => 1 : () => -Math.log(1 - random());
  const endMs = segments.reduce((sum, { durationMs }) => sum + durationMs, 0) - endToleranceMs;
  let area = spacing === 'even' ? first - 1 : 0;
  let index = 0;
  let startMs = 0;
  let areaBefore = 0;

  return {
    next() {
      area += step();
      for (let segment = segments[index]; segment !== undefined; segment = segments[index]) {
        const within = (segment.durationMs * (segment.fromPerMs + segment.toPerMs)) / 2;
        if (within > 0 && area <= areaBefore + within + areaTolerance) {
          const dueMs = startMs + timeOf(segment, Math.min(within, area - areaBefore));
          return dueMs < endMs ? dueMs : null;
        }
        areaBefore += within;
        startMs += segment.durationMs;
        index += 1;
      }
      return null;
    },
  };
}

/** Milliseconds into the segment at which its area reaches `area`: f·t + (g − f)·t² ÷ 2d = area, solved for t. */
function timeOf({ durationMs, fromPerMs, toPerMs }: Segment, area: number): number {
  if (fromPerMs === toPerMs) return area / fromPerMs;
  const root = Math.sqrt(
    Math.max(0, fromPerMs * fromPerMs + (2 * area * (toPerMs - fromPerMs)) / durationMs),
  );
  // Rationalised: no difference of two nearly equal numbers when the rate hardly changes.
  return area === 0 ? 0 : (2 * area) / (fromPerMs + root);
}
