import type { Artefacts, PlanRecord } from '../../record/artefacts.ts';
import { bracketOf } from '../../stats/load-search.ts';
import { medianOf } from '../../stats/median.ts';
import { type CapacityPoint, capacityPoint, type PointAgents } from './point.ts';

export interface LoadState {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Points it rests on. */
  readonly n: number;
}

/** Loads are in the search's own unit: asks a second, or agents. */
export interface CapacityStates {
  readonly points: readonly CapacityPoint[];
  /**
   * Most answers a second in any point, whatever they took, as the load that asks for as many; low and high: its points at
   * and past the knee.
   */
  readonly ideal: LoadState;
  /** The last load that was good at every point, up to the first that never was. */
  readonly sustained: LoadState;
  /** The first load at which most customers are not answered in time, from the last at which they are. */
  readonly collapse: LoadState;
  /** Figures of the points at the sustained load, the worst of each. */
  readonly atSustained: readonly CapacityPoint[];
}

/** Points of a capacity search in the order played, judged by the criteria of its plan; empty without one. */
export function capacityPoints(artefacts: Artefacts): readonly CapacityPoint[] {
  const { capacity } = artefacts.plan;
  if (capacity === undefined) return [];
  return artefacts.capacity.flatMap(({ plan, ratePerSec, agents }) => {
    const record = artefacts.plans.get(plan);
    // A point that was interrupted has no end: it says nothing.
    if (record === undefined || record.endReason === null || record.endReason === 'stopped') return [];
    const given = {
      load: agents ?? ratePerSec,
      ratePerSec,
      agents: agents === undefined ? null : agentsOf(artefacts, record),
    };
    return [capacityPoint(given, record, capacity.criteria)];
  });
}

function agentsOf({ agentWork, engines }: Artefacts, { id, startNs, loadEndUs }: PlanRecord): PointAgents {
  const seconds = engines
    .flatMap(({ loop }) => loop)
    .filter(({ atNs }) => atNs >= startNs && atNs <= startNs + loadEndUs * 1000);
  return {
    work: agentWork.get(id) ?? null,
    engineDelayMs: medianOf(seconds.map(({ loopP99Ms }) => loopP99Ms)),
  };
}

/** The three states of a capacity search; null without points. `perSecOfOne`: asks a second of one unit of load. Pure. */
export function capacityStates(points: readonly CapacityPoint[], perSecOfOne: number): CapacityStates | null {
  if (points.length === 0) return null;
  const knee = bracketOf(points);
  const collapse = bracketOf(points, ({ verdict, collapsed }) => verdict !== 'limit' && !collapsed);
  const at = (load: number | null) => points.filter((point) => point.load === load);
  const judged = points.filter(({ verdict }) => verdict !== 'limit');
  const served = judged.map(({ servedPerSec }) => servedPerSec / perSecOfOne);
  const past = judged.filter(({ load }) => load >= (knee.high ?? knee.low ?? 0));
  const pastServed = past.map(({ servedPerSec }) => servedPerSec / perSecOfOne);
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
