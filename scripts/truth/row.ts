import type { BehaviourApplied } from '../../harness/schema/artefacts.ts';
import type { Ramp } from '../../harness/schema/capacity.ts';
import type { Result } from '../../harness/schema/result.ts';
import type { AskLine } from '../../mock-whatsapp/contract/events.ts';
import type { BehaviourKind, BehaviourSpec } from '../../vendors/contract/behaviours.ts';

/** How a row is played. */
export type Play =
  /** scenarios/steady-asks.ts by `stormproof run`. */
  | {
      readonly kind: 'steady';
      readonly seconds: number;
      readonly ratePerSec: number;
      readonly env?: Readonly<Record<string, string>>;
    }
  /** `stormproof evaluate --only … --size …`. */
  | { readonly kind: 'evaluate'; readonly only: readonly string[]; readonly size: 'smoke' | 'standard' }
  /** `stormproof capacity`: a search from `start` to `max` against the vendor's `claim`. */
  | {
      readonly kind: 'capacity';
      readonly ramp: Ramp;
      readonly start: number;
      readonly max: number;
      readonly claim: number;
      readonly points: number;
      /** Load of one point. */
      readonly seconds: number;
      /** Asks a minute of each agent; only with the ramp of agents. */
      readonly pace?: number;
    };

/** The vendor of a row: a shipped one by id, or one with weaknesses of the row's own. */
export type RowVendor =
  | { readonly id: string }
  | {
      readonly base: 'stub' | 'reference';
      readonly behaviours: readonly BehaviourSpec[];
      /** Nodes of the reference SCRM; absent = its own two. */
      readonly nodes?: number;
    };

/** One figure beside what the injection log says. */
export interface Measure {
  readonly name: string;
  readonly unit: 'ms' | 'count' | 'ratio' | 'per-second' | 'bytes' | 'index';
  /** As vendor.yaml declares it; null where the declaration has no such figure. */
  readonly nominal: number | null;
  /** From the injection log: what was really planted. */
  readonly planted: number;
  readonly measured: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Largest |measured − planted| that is right. */
  readonly allowed: number;
}

/** What a played row left behind. */
export interface Played {
  readonly dir: string;
  readonly result: Result;
  /** Plan id of the asks: steady, rush, failover-1 … */
  asks(plan: string): readonly AskLine[];
  /** `plan.started` of the plan, CLOCK_MONOTONIC ns. */
  startNs(plan: string): number;
  /** Injection log of one kind since the plan began (all of it without a plan). */
  log(kind: BehaviourKind, plan?: string): readonly Applied[];
  /** Lines of another event file. */
  lines<Line>(file: string): readonly Line[];
  /** A metric of the result; null where it has no value. */
  metric(name: string): number | null;
}

/** A line of an injection log; switches inside the SCRM add what they counted. */
export interface Applied extends BehaviourApplied {
  readonly amount?: number;
}

export interface TruthRow {
  /** Also the name of its file in rows/. */
  readonly id: string;
  readonly family: string;
  /** Article claims it tells. */
  readonly covers: readonly string[];
  readonly what: string;
  readonly vendor: RowVendor;
  readonly play: Play;
  /** File in scripts/truth/sets, without extension; null = the shipped set. */
  readonly set: string | null;
  /** Requirements expected to read "does not meet", per defect: the row's defects are its keys. */
  readonly defects: Readonly<Record<string, readonly string[]>>;
  /** Requirements whose target lies within what so much evidence can tell: expected "not proven". */
  readonly straddles?: readonly string[];
  /** Requirements that the weakness may break or not, its log does not tell: no cell of the row. */
  readonly undecided?: readonly string[];
  /** Seconds it takes, about: for the order and the progress. */
  readonly aboutSec: number;
  /** Part of the scaled table in `npm test`. */
  readonly scaled?: true;
  measure(run: Played): readonly Measure[];
}
