import { type BehaviourPlace, type BehaviourSpec, placeOf } from '../../contract/behaviours.ts';
import type { VendorWork } from '../../contract/lifecycle.ts';
import type { PlannedWork } from './behaviour.ts';
import { composeBehaviours, type Decide, type Decision, needsWork } from './compose.ts';

/** `told`: the harness says what work begins; a weakness with an onset does nothing before. */
export type Planned = PlannedWork | 'told' | null;

/** What a place decided over one request. */
export interface Planting extends Decision {
  /** Ordinal of the request at this place, 0-based. */
  readonly i: number;
}

/** The weaknesses of one process by the places they act at. */
export interface Planter {
  /** Work of this name, null before the first. */
  readonly scenario: string | null;
  readonly places: ReadonlySet<BehaviourPlace>;
  /** New work: ordinals, times and queues start anew. */
  begin(work: VendorWork): void;
  /**
   * One request at `place`, arrived at `arrivedNs` (CLOCK_MONOTONIC), with so many `units` of what is counted there.
   * Null where nothing is planted.
   */
  at(place: BehaviourPlace, arrivedNs: bigint, units?: number): Planting | null;
}

interface Place {
  readonly decide: Decide;
  next: number;
  firstNs: bigint | null;
}

/** A weakness whose `touches` name scenarios acts in those only; in a script of one's own every one acts. */
function actsIn({ touches }: BehaviourSpec, scenario: string): boolean {
  if (touches === undefined || touches.length === 0 || scenario === 'script') return true;
  return touches.some((metric) => metric.split('.')[0] === scenario);
}

/**
 * Plants `specs`. At `agent` the work done is counted in field writes (an operation is several requests), everywhere
 * else in requests. Throws as composeBehaviours does.
 */
export function createPlanter(specs: readonly BehaviourSpec[], planned: Planned, seed: number): Planter {
  const places = new Set(specs.map(placeOf));
  let scenario: string | null = null;
  let current = new Map<BehaviourPlace, Place>();
  let operations = 0;

  function plant(work: PlannedWork | null, planted: readonly BehaviourSpec[] = specs): void {
    operations = 0;
    current = new Map(
      [...places].map((place) => {
        const own = planted.filter((spec) => placeOf(spec) === place);
        return [place, { decide: composeBehaviours(own, work, seed), next: 0, firstNs: null }];
      }),
    );
  }

  if (planned !== 'told') plant(planned);
  // Whose scenarios are named does nothing in what comes before them, e.g. the warm-up.
  else if (!specs.some(needsWork))
    plant(
      null,
      specs.filter(({ touches = [] }) => touches.length === 0),
    );
  else composeBehaviours(specs, { answers: 0, ms: 0 }, seed);

  return {
    get scenario() {
      return scenario;
    },
    places,
    begin(work) {
      scenario = work.scenario;
      plant(
        { answers: work.count, ms: work.ms, timeScale: work.timeScale ?? 1 },
        specs.filter((spec) => actsIn(spec, work.scenario)),
      );
    },
    at(place, arrivedNs, units = 1) {
      const own = current.get(place);
      const done = operations;
      if (place === 'field') operations += 1;
      if (own === undefined) return null;
      own.firstNs ??= arrivedNs;
      const i = own.next;
      own.next += 1;
      const elapsedMs = Number(arrivedNs - own.firstNs) / 1e6;
      const decision = own.decide({
        ordinal: i,
        elapsedMs,
        units,
        ...(place === 'agent' ? { work: done } : {}),
      });
      return { ...decision, i };
    },
  };
}
