/**
 * Intended starts of the dependent steps of one iteration (HTTP calls, socket openings).
 *
 * The first step was intended for when the iteration was due. A later step's intended start is the earlier step's
 * intended start + the time that step was EXPECTED to take, not the time it took (Gil Tene, HdrHistogram issue 148):
 * otherwise a slow first step would hide how late the second one came. The expectation is the script's to state
 * (tag `sp_expected_ms`); without it the intended start of what follows is unknown, and only service time is recorded.
 */
export interface Chain {
  /** A new iteration, due at `dueMs` (performance.now()); null in a closed loop, where nothing was intended. */
  begin(dueMs: number | null): void;
  /** A step starts. Steps that start while another is under way run beside it and share its intended start. */
  start(atMs: number, expectedMs: number | null): Step;
}

/** One step under way. Times are performance.now() ms. */
export interface Step {
  readonly startMs: number;
  /** Null = unknown. */
  readonly intendedMs: number | null;
  /** The step is over; call once. */
  end(): void;
}

export function createChain(): Chain {
  let intendedMs: number | null = null;
  /** Longest expectation among the steps under way; null = one has none. */
  let expectedMs: number | null = 0;
  let underWay = 0;
  /** Counts iterations: a step that outlives its own must not disturb the next one's chain. */
  let era = 0;

  return {
    begin(dueMs) {
      intendedMs = dueMs;
      expectedMs = 0;
      underWay = 0;
      era += 1;
    },
    start(startMs, expected) {
      const mine = era;
      if (underWay === 0) {
        if (intendedMs !== null) intendedMs = expectedMs === null ? null : intendedMs + expectedMs;
        expectedMs = expected;
      } else {
        expectedMs = expected === null || expectedMs === null ? null : Math.max(expectedMs, expected);
      }
      underWay += 1;
      return {
        startMs,
        intendedMs,
        end() {
          if (mine === era) underWay -= 1;
        },
      };
    },
  };
}

/** The tag by which a script says how long a step is expected to take, up to the start of the next one, ms. */
const expectedTag = 'sp_expected_ms';

/** The expectation among a call's tags; null when there is none or it is no number of at least 0. */
export function expectedMsOf(tags: Readonly<Record<string, unknown>> | null | undefined): number | null {
  const value = tags?.[expectedTag];
  if (value === undefined || value === '') return null;
  const ms = Number(value);
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}
