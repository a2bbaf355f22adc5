/** A point of the capacity search about to be played. */
export interface PlannedPoint {
  /** Also the id of its arrival plan. */
  readonly id: string;
  /** From 1 on. */
  readonly number: number;
  /** Asks a second, or agents. */
  readonly load: number;
}
