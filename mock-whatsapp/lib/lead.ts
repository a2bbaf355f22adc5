/** Steps up at a late arrival and down at an early one: they balance where three of four come early. */
const [lateSteps, earlySteps] = [3, 1];
const stepMs = 0.004;
const mostMs = 0.5;
/** At most a tenth of a core is waited away. */
const leadsApart = 10;

/** How much earlier something must begin to be in time, learned from how it went. */
export interface Lead {
  /** Third quartile of what the last hundred or so took, ms, at most half a millisecond. */
  readonly ms: number;
  /** The lead for something this far away: 0 where what is left of it would be waited away too often. */
  before(gapMs: number): number;
  /** Something that was begun `before` came late, or had to wait. */
  learn(late: boolean): void;
}

/** Stochastic approximation of a quantile. Source: Robbins & Monro 1951. */
export function createLead(firstMs: number): Lead {
  let ms = firstMs;
  return {
    get ms() {
      return ms;
    },
    before(gapMs) {
      return gapMs >= leadsApart * ms ? ms : 0;
    },
    learn(late) {
      ms = Math.min(mostMs, Math.max(0, ms + stepMs * (late ? lateSteps : -earlySteps)));
    },
  };
}
