import { oneSidedBounds } from '../../../harness/stats/proportion.ts';
import type { Measure, Played } from '../row.ts';
import { tolerance } from '../tolerance.ts';

/** A counted metric beside the count of the injection log; the interval is Clopper–Pearson's, as counts. */
export function countMeasure(
  run: Played,
  metric: string,
  planted: number,
  nominal: number | null = null,
): Measure {
  const found = run.result.metrics[metric];
  const measured = found?.value ?? null;
  const n = found?.n ?? 0;
  const bounds =
    measured === null || n === 0 || measured > n ? { low: null, high: null } : oneSidedBounds(measured, n);
  return {
    name: metric,
    unit: 'count',
    nominal,
    planted,
    measured,
    low: bounds.low === null ? null : bounds.low * n,
    high: bounds.high === null ? null : bounds.high * n,
    allowed: tolerance.count,
  };
}
