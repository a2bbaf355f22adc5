/** One answer as a behaviour sees it. */
export interface Answer {
  /** 0-based, in the order the answers were seen. */
  readonly ordinal: number;
  /** Since the first answer was seen. */
  readonly elapsedMs: number;
}

/** How much work the run plans; needed by behaviours with an onset above 0. */
export interface PlannedWork {
  readonly answers: number;
  readonly ms: number;
}

export interface Effect {
  /** Held this long before it is sent. */
  readonly holdMs: number;
  /** How often it is sent: 0 = dropped. */
  readonly copies: number;
}

/** A planted weakness as a pure decision. */
export type Behaviour = (answer: Answer) => Effect;

export const noEffect: Effect = { holdMs: 0, copies: 1 };

/** Ordinal of the first answer that is affected: `onset` is the share of the planned answers that pass before it. */
export function onsetOrdinal(onset: number, planned: PlannedWork): number {
  return Math.ceil(onset * planned.answers);
}
