import { pressureToleranceRatio } from '../../schema/faults.ts';
import { causeOf } from '../cause.ts';
import { isHeld } from '../metrics/pressure-metrics.ts';
import type { ValidityRule } from '../validity-outcome.ts';

/** A pressure trial counts only when the load was held: further than 5 points from its target is another fault than planned. */
export const pressureHeld: ValidityRule = ({ pressures }) => {
  const [first, ...rest] = pressures;
  if (first === undefined) return null;
  const missOf = ({ achievedRatio, targetRatio }: typeof first) =>
    achievedRatio === null ? Number.POSITIVE_INFINITY : Math.abs(achievedRatio - targetRatio);
  const worst = rest.reduce((a, b) => (missOf(b) > missOf(a) ? b : a), first);
  const missing = pressures.filter((trial) => !isHeld(trial)).length;
  const state = missing === 0 ? 'ok' : 'failed';
  const value = missOf(worst);
  return {
    check: {
      id: 'pressure-held',
      value: Number.isFinite(value) ? value : null,
      limit: pressureToleranceRatio,
      unit: 'ratio',
      state,
      moves: 'both',
      cause: causeOf('pressure-held', state, {
        ...(worst.achievedRatio === null ? {} : { achievedRatio: worst.achievedRatio }),
        targetRatio: worst.targetRatio,
        missing,
        trials: pressures.length,
      }),
    },
    scenarios: ['drill'],
  };
};
