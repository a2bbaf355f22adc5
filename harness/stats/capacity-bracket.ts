/** One probed load and how it was judged; a point that proved nothing is `unclear`. */
export interface CapacityPoint {
  readonly load: number;
  readonly outcome: 'good' | 'bad' | 'unclear';
}

export interface CapacityBracket {
  /** Highest load up to which nothing was bad and which itself was good. Null when none was. */
  readonly lastGood: number | null;
  /** Lowest load that was bad. Null when none was: the capacity is at least `lastGood`. */
  readonly firstBad: number | null;
  /** Middle of the bracket; `lastGood` when it is open above, null when there is no good point. */
  readonly estimate: number | null;
  /** Half the bracket's width ÷ its middle. Null while a side is open. */
  readonly relativeHalfWidth: number | null;
  /** Good loads above `firstBad`, ascending: the verdict is not monotone, so the knee is less certain than it looks. */
  readonly contradicting: readonly number[];
}

/**
 * Interval of a capacity from the points of a bisection: the knee lies in [last good, first bad], whatever the shape
 * of the curve. It is no 95 % interval: it is as sure as the verdicts at its two ends. A load judged both ways counts
 * as bad (the vendor did not hold it each time). Order of points does not matter.
 * @throws RangeError when a load is not a positive number.
 */
export function capacityBracket(points: readonly CapacityPoint[]): CapacityBracket {
  const odd = points.find(({ load }) => !(load > 0 && Number.isFinite(load)));
  if (odd !== undefined) throw new RangeError(`load is ${odd.load}; loads are positive numbers`);
  const loadsOf = (outcome: CapacityPoint['outcome']) =>
    points.filter((point) => point.outcome === outcome).map(({ load }) => load);
  const bad = loadsOf('bad');
  const firstBad = bad.length === 0 ? null : Math.min(...bad);
  const good = loadsOf('good').sort((a, b) => a - b);
  const lastGood = good.findLast((load) => firstBad === null || load < firstBad) ?? null;
  const middle = lastGood === null || firstBad === null ? null : (lastGood + firstBad) / 2;
  return {
    lastGood,
    firstBad,
    estimate: middle ?? lastGood,
    relativeHalfWidth:
      middle === null || lastGood === null || firstBad === null ? null : (firstBad - lastGood) / 2 / middle,
    contradicting: firstBad === null ? [] : [...new Set(good.filter((load) => load > firstBad))],
  };
}
