import type { BehaviourSpec } from '../../../vendors/contract/behaviours.ts';
import type { Measure, Played, TruthRow } from '../row.ts';

interface EvaluateRow {
  readonly id: string;
  readonly family: string;
  readonly covers?: readonly string[];
  readonly what: string;
  /** Weaknesses in front of or inside the reference SCRM, or a shipped vendor by id. */
  readonly behaviours: readonly BehaviourSpec[] | { readonly id: string };
  readonly nodes?: number;
  readonly only: readonly string[];
  readonly size?: 'smoke' | 'standard';
  readonly set: string | null;
  readonly defects: TruthRow['defects'];
  readonly straddles?: readonly string[];
  readonly undecided?: readonly string[];
  readonly aboutSec?: number;
  readonly measure: (run: Played) => readonly Measure[];
}

/** A row of `stormproof evaluate` on the reference SCRM: about 20 s around the scenario itself. */
export function evaluateRow(row: EvaluateRow): TruthRow {
  const { id, family, what, behaviours, only, set, defects, measure } = row;
  return {
    id,
    family,
    covers: row.covers ?? [],
    what,
    vendor:
      'id' in behaviours
        ? behaviours
        : { base: 'reference', behaviours, ...(row.nodes === undefined ? {} : { nodes: row.nodes }) },
    play: { kind: 'evaluate', only, size: row.size ?? 'smoke' },
    set,
    defects,
    ...(row.straddles ? { straddles: row.straddles } : {}),
    ...(row.undecided ? { undecided: row.undecided } : {}),
    aboutSec: row.aboutSec ?? 40,
    measure,
  };
}
