/** Asks of a plan in order of time, made one by one: an 8-hour plan never lies in memory. */
export interface ArrivalStream {
  /** Moves to the next ask; false at the end. */
  advance(): boolean;
  /** Intended time of the current ask, whole microseconds from the plan's time zero. */
  readonly dueUs: number;
  /** Customer of the current ask, 0-based within the plan. */
  readonly customer: number;
}
