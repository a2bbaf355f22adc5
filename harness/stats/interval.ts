/** A two-sided interval; null = unbounded on that side as far as the data tell. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number;
}

/** A value with its interval. */
export interface Estimate extends Interval {
  readonly value: number;
}
