import {
  type BehaviourPlace,
  type BehaviourSpec,
  behaviourKinds,
  placeOf,
  placesOf,
} from '../../../vendors/contract/behaviours.ts';

export interface Contradiction {
  /** Path in vendor.yaml. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * What no single line of `behaviours:` shows: a weakness at a place where it cannot act, and lines that leave each
 * other nothing to do. Reads unvalidated data, so that one mistake does not hide the others.
 */
export function contradictions(manifest: unknown): Contradiction[] {
  const { behaviours, settings } = (manifest ?? {}) as { behaviours?: unknown; settings?: unknown };
  if (!Array.isArray(behaviours)) return [];
  const specs = behaviours.flatMap((raw: unknown, index) => (isReadable(raw) ? [{ spec: raw, index }] : []));
  const plannedMs = (settings as { planned?: { ms?: unknown } } | undefined)?.planned?.ms;
  return [
    ...specs.flatMap(({ spec, index }) => misplaced(spec, index)),
    ...specs.flatMap((a) =>
      specs
        .filter((b) => b.index !== a.index && placeOf(b.spec) === placeOf(a.spec))
        .flatMap((b) => between(a, b, typeof plannedMs === 'number' ? plannedMs : null)),
    ),
  ];
}

interface Line {
  readonly spec: BehaviourSpec;
  readonly index: number;
}

function isReadable(raw: unknown): raw is BehaviourSpec {
  if (typeof raw !== 'object' || raw === null) return false;
  const { kind, size } = raw as { kind?: unknown; size?: unknown };
  return (
    behaviourKinds.some((known) => known === kind) &&
    (size === undefined || (typeof size === 'object' && size !== null))
  );
}

function misplaced(spec: BehaviourSpec, index: number): Contradiction[] {
  const places: readonly BehaviourPlace[] = placesOf[spec.kind];
  if (spec.at === undefined || places.includes(spec.at)) return [];
  const message = `${spec.kind} can't act at ${spec.at}; one of ${places.join(', ')}`;
  return [{ path: ['behaviours', index, 'at'], message }];
}

/** What `a` leaves nothing of for `b`, told at `b`. */
function between(a: Line, b: Line, plannedMs: number | null): Contradiction[] {
  const at = (message: string): Contradiction[] => [{ path: ['behaviours', b.index], message }];
  const other = `behaviours.${a.index} (${a.spec.kind})`;
  const from = a.spec.onset ?? 0;
  if (takesAll(a.spec) && (b.spec.onset ?? 0) >= from)
    return at(
      `${other} leaves nothing for ${b.spec.kind} to act on; raise its \`every\`, lower its ratio or its onset, or remove one`,
    );
  if (a.spec.kind === 'stall' && b.spec.kind === 'stall' && a.index < b.index) {
    const startA = (a.spec.onset ?? 0) * (plannedMs ?? 0);
    const startB = (b.spec.onset ?? 0) * (plannedMs ?? 0);
    const overlap = startA < startB + (b.spec.size?.ms ?? 0) && startB < startA + (a.spec.size?.ms ?? 0);
    const known = plannedMs !== null || a.spec.onset === b.spec.onset;
    if (known && overlap) return at(`overlaps ${other}: two stalls at one place are one; move its onset`);
  }
  if (a.spec.kind === 'fail-after' && b.spec.kind === 'fail-after' && a.index < b.index)
    return at(`${other} fails the same requests; keep one of the two`);
  return [];
}

/** True for what lets nothing through from its onset on. */
function takesAll(spec: BehaviourSpec): boolean {
  if (spec.kind === 'drop') return spec.size?.every === 1;
  if (spec.kind === 'error-share') return spec.size?.ratio === 1;
  return spec.kind === 'fail-after' && (spec.onset ?? 0) === 0;
}
