/** One answer, request or webhook as a behaviour sees it. */
export interface Answer {
  /** 0-based, in the order in which this place saw them. */
  readonly ordinal: number;
  /** Since the first one was seen. */
  readonly elapsedMs: number;
  /** Planned work done before this one, where it is not the ordinal: an operation is many agent requests. */
  readonly work?: number;
  /** What is counted here that this one brings, e.g. orders; absent = 1. */
  readonly units?: number;
}

/** How much work the run plans; needed by behaviours with an onset above 0. */
export interface PlannedWork {
  /** Answers, uploads or operations. */
  readonly answers: number;
  readonly ms: number;
  /** So many times faster than real hours; absent = 1. */
  readonly timeScale?: number;
}

export interface Effect {
  /** Held this long before it is passed on. */
  readonly holdMs: number;
  /** How often it is passed on: 0 = dropped. */
  readonly copies: number;
  /** Answered with this HTTP status and not passed on; 0 = the connection is cut. */
  readonly status?: number;
  /** Passed on with another value in it. */
  readonly altered?: true;
}

/** A planted weakness as a decision. Behaviours with a memory (`cap`, shares) see each answer once, in order. */
export type Behaviour = (answer: Answer) => Effect;

export const noEffect: Effect = { holdMs: 0, copies: 1 };

/** Ordinal of the first answer that is affected: `onset` is the share of the planned answers that pass before it. */
export function onsetOrdinal(onset: number, planned: PlannedWork): number {
  return Math.ceil(onset * planned.answers);
}

/** True once the onset's share of the planned work is done. */
export function begun({ ordinal, work = ordinal }: Answer, onset: number, planned: PlannedWork): boolean {
  return work >= onsetOrdinal(onset, planned);
}
