import { causeOf } from '../cause.ts';
import { measuredParts } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';

/** ntpd's own step threshold (STEP_THRESHOLD, 128 ms): it slews smaller offsets by at most 0.5 ms a second. */
const limitMs = 128;

/**
 * How far the wall clock jumped against the monotonic clock during the run, in any process of the harness. Our times
 * are monotonic; leases, tokens and time-outs of a vendor may not be, and k6 stamps wall time.
 */
export const clockStep: ValidityRule = ({ files }) => {
  if (files.length === 0) return null;
  const known = files.flatMap(({ file, clockStepMs }) =>
    clockStepMs === null ? [] : [{ file, clockStepMs }],
  );
  const worst = known.sort((a, b) => b.clockStepMs - a.clockStepMs)[0];
  const value = worst?.clockStepMs ?? null;
  const state = stateOf(value, limitMs);
  return {
    check: {
      id: 'clock-step',
      value,
      limit: limitMs,
      unit: 'ms',
      state,
      moves: 'both',
      cause: causeOf(
        'clock-step',
        state,
        worst === undefined ? {} : { file: worst.file, stepMs: worst.clockStepMs },
      ),
    },
    scenarios: measuredParts,
  };
};
