import type { BehaviourSpec } from '../../../vendors/contract/behaviours.ts';
import type { Measure, Played, TruthRow } from '../row.ts';

/** What every row of this kind shares: the stub at 50 asks/s for 20 s, judged by sets/stub.yaml. */
export interface SteadyRow {
  readonly id: string;
  readonly family: string;
  readonly covers?: readonly string[];
  readonly what: string;
  readonly behaviours: readonly BehaviourSpec[];
  readonly defects: TruthRow['defects'];
  readonly undecided?: readonly string[];
  readonly seconds?: number;
  readonly ratePerSec?: number;
  /** Random times instead of even ones: a hold of a multiple of the spacing brings each answer together with a later ask. */
  readonly arrivals?: 'poisson';
  /** Seconds an open ask is waited for; rows that lose asks need no more than the deadline of 10 s and a little. */
  readonly drainSec?: number;
  readonly scaled?: true;
  readonly measure: (run: Played) => readonly Measure[];
}

/** Start of mock and stub, drain of 3 s, judging. */
const overheadSec = 10;

/** A row on the stub, which logs how long it held each ask. */
export function stubRow(row: SteadyRow): TruthRow {
  const { id, family, what, defects, behaviours, measure, scaled } = row;
  const seconds = row.seconds ?? 20;
  return {
    id,
    family,
    covers: row.covers ?? [],
    what,
    vendor: { base: 'stub', behaviours },
    play: {
      kind: 'steady',
      seconds,
      ratePerSec: row.ratePerSec ?? 50,
      env: { DRAIN: String(row.drainSec ?? 12), ...(row.arrivals ? { ARRIVALS: row.arrivals } : {}) },
    },
    set: 'stub',
    defects,
    aboutSec: seconds + overheadSec,
    ...(scaled ? { scaled } : {}),
    ...(row.undecided ? { undecided: row.undecided } : {}),
    measure,
  };
}

/** Onset 0 and the default tolerance. */
export const always = { onset: 0, tolerance: 0.02 } as const;
