import { causeOf } from '../cause.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';

/** A quarter of the shortest bad ask (1 s, design §4.8): a t0 further off makes recoveries shorter than they were. */
const limitMs = 250;

/** Time from the signal to the exit seen. The kernel needs milliseconds; the rest is a harness that looked late. */
export const faultTiming: ValidityRule = ({ trials }) => {
  if (trials.length === 0) return null;
  const seen = trials.flatMap(({ trial, exitSeenAfterMs }) =>
    exitSeenAfterMs === null ? [] : [{ trial, exitSeenAfterMs }],
  );
  const worst = seen.sort((a, b) => b.exitSeenAfterMs - a.exitSeenAfterMs)[0];
  const value = worst?.exitSeenAfterMs ?? null;
  const state = stateOf(value, limitMs, limitMs / 2);
  return {
    check: {
      id: 'fault-timing',
      value,
      limit: limitMs,
      unit: 'ms',
      state,
      moves: 'both',
      cause: causeOf(
        'fault-timing',
        state,
        worst === undefined ? {} : { trial: worst.trial, afterMs: worst.exitSeenAfterMs },
      ),
    },
    scenarios: ['failover'],
  };
};
