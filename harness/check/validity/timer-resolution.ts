import { causeOf } from '../cause.ts';
import { measuredParts } from '../phase-of.ts';
import type { ValidityRule } from '../validity-outcome.ts';

/** Figures are printed to the millisecond. */
const limitMs = 1;

/**
 * The mock's clock and wake thread as measured before the load. A clock that ticks coarser than the last printed
 * digit makes every figure uncertain; wakes that late only warn, since lateness judges the run itself.
 */
export const timerResolution: ValidityRule = ({ timer }) => {
  const value = timer === null ? null : Math.max(timer.clockStepMs, timer.wakeP50Ms);
  const state =
    timer === null
      ? 'unknown'
      : timer.clockStepMs > limitMs
        ? 'failed'
        : (value ?? 0) > limitMs
          ? 'warning'
          : 'ok';
  return {
    check: {
      id: 'timer-resolution',
      value,
      limit: limitMs,
      unit: 'ms',
      state,
      moves: 'both',
      cause: causeOf(
        'timer-resolution',
        state,
        timer === null ? {} : { clockMs: timer.clockStepMs, wakeMs: timer.wakeP50Ms },
      ),
    },
    scenarios: measuredParts,
  };
};
