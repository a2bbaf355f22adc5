import type { Artefacts } from '../../record/artefacts.ts';
import { bracketOf } from '../../stats/rate-search.ts';
import { type CapacityPoint, capacityPoint } from './point.ts';

export interface RateState {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Points it rests on. */
  readonly n: number;
}

export interface CapacityStates {
  readonly points: readonly CapacityPoint[];
  /** Most answers a second in any point, whatever they took; low and high: its points at and past the knee. */
  readonly ideal: RateState;
  /** The last rate that was good at every point, up to the first that never was. */
  readonly sustained: RateState;
  /** The first rate at which most customers are not answered in time, from the last at which they are. */
  readonly collapse: RateState;
  /** Figures of the points at the sustained rate, the worst of each. */
  readonly atSustained: readonly CapacityPoint[];
}

/** Points of a capacity search in the order played, judged by the criteria of its plan; empty without one. */
export function capacityPoints(artefacts: Artefacts): readonly CapacityPoint[] {
  const { capacity } = artefacts.plan;
  if (capacity === undefined) return [];
  return artefacts.capacity.flatMap(({ plan, ratePerSec }) => {
    const record = artefacts.plans.get(plan);
    // A point that was interrupted has no end: it says nothing.
    return record === undefined || record.endReason === null || record.endReason === 'stopped'
      ? []
      : [capacityPoint(ratePerSec, record, capacity.criteria)];
  });
}

/** The three states of a capacity search; null without points. Pure. */
export function capacityStates(points: readonly CapacityPoint[]): CapacityStates | null {
  if (points.length === 0) return null;
  const knee = bracketOf(points);
  const collapse = bracketOf(points, ({ verdict, collapsed }) => verdict !== 'limit' && !collapsed);
  const at = (rate: number | null) => points.filter(({ ratePerSec }) => ratePerSec === rate);
  const judged = points.filter(({ verdict }) => verdict !== 'limit');
  const served = judged.map(({ servedPerSec }) => servedPerSec);
  const past = judged.filter(({ ratePerSec }) => ratePerSec >= (knee.high ?? knee.low ?? 0));
  const pastServed = past.map(({ servedPerSec }) => servedPerSec);
  const peak = served.length === 0 ? null : Math.max(...served);
  return {
    points,
    ideal: {
      value: peak,
      low: pastServed.length === 0 ? null : Math.min(...pastServed),
      // Where no point lies past the knee the vendor may do more.
      high: knee.high === null || knee.highIsLimit ? null : peak,
      n: judged.length,
    },
    sustained: {
      value: knee.low,
      low: knee.low,
      high: knee.highIsLimit ? null : knee.high,
      n: at(knee.low).length,
    },
    collapse: {
      value: collapse.highIsLimit ? null : collapse.high,
      low: collapse.low,
      high: collapse.highIsLimit ? null : collapse.high,
      n: collapse.high === null ? 0 : at(collapse.high).length,
    },
    atSustained: at(knee.low),
  };
}
