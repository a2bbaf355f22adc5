import type { PlanRecord } from '../../record/artefacts.ts';
import { trend } from '../../stats/trend.ts';

export interface Drift {
  readonly ratio: number;
  readonly low: number | null;
  readonly high: number | null;
  /** 10 s blocks in the fit. */
  readonly n: number;
}

/** Blocks of a plan, s. */
const blockSec = 10;

/**
 * Rise of the 10 s block medians over the steady part, relative to the fitted start: Theil–Sen line, Sen's 95 %
 * interval widened for autocorrelation. 0 = no drift, 1 = twice as slow at the end. Null below 18 blocks (three minutes): a
 * shorter run can't tell drift from noise.
 */
export function driftOf(plan: PlanRecord): Drift | null {
  const times: number[] = [];
  const values: number[] = [];
  const first = Math.ceil(plan.steadyFromUs / (blockSec * 1e6));
  const last = Math.floor(plan.loadEndUs / (blockSec * 1e6));
  for (let index = first; index < last; index += 1) {
    const median = plan.blocks[index]?.quantile(0.5) ?? null;
    if (median === null) continue;
    times.push((index - first + 0.5) * blockSec);
    values.push(median);
  }
  if (values.length < 18) return null;
  const change = trend(times, values)?.relativeChange;
  return change == null
    ? null
    : { ratio: change.value, low: change.low, high: change.high, n: values.length };
}
