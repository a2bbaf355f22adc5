/** `limit`: the point could not be judged because the load generator came to its own end there. */
export type RateVerdict = 'good' | 'bad' | 'limit';

export interface RatePoint {
  readonly ratePerSec: number;
  readonly verdict: RateVerdict;
  /** True where far too little was served: beyond the knee, not only past it. */
  readonly collapsed: boolean;
}

export interface RateSearch {
  readonly startPerSec: number;
  readonly maxPerSec: number;
  readonly minPoints: number;
  readonly maxPoints: number;
}

export type RateStep = 'doubling' | 'halving' | 'bisection' | 'repeat' | 'collapse';

/** The bracket around the knee ends here: half of the 10 % that the knee may be off. */
const kneeResolution = 1.05;
/** Collapse is a matter of "about how far beyond". */
const collapseResolution = 1.25;
/** Points at either end of the bracket: three in all, so that one unlucky point does not decide. */
const pointsAtKnee = 3;
/** A vendor that fails at a 64th of the start rate has no rate worth finding. */
const lowestShare = 1 / 64;

/** Rates of all points so far, good below and not good above: the last that was always good, the first that never was. */
export interface RateBracket {
  /** Highest rate at which every point was good, with no point that was not at or below it; null = none. */
  readonly low: number | null;
  /** Lowest rate above `low` at which no point was good; null = none was reached. */
  readonly high: number | null;
  /** True where `high` is the generator's end, not a verdict on what was measured. */
  readonly highIsLimit: boolean;
}

/** The bracket of `isGood`; points that mix good and not good lie inside it. Pure. */
export function bracketOf(
  points: readonly RatePoint[],
  isGood: (point: RatePoint) => boolean = ({ verdict }) => verdict === 'good',
): RateBracket {
  const rates = [...new Set(points.map(({ ratePerSec }) => ratePerSec))].sort((a, b) => a - b);
  const at = (rate: number) => points.filter(({ ratePerSec }) => ratePerSec === rate);
  const firstDoubt = rates.findIndex((rate) => !at(rate).every(isGood));
  const low = (firstDoubt < 0 ? rates.at(-1) : rates[firstDoubt - 1]) ?? null;
  const high = rates.find((rate) => rate > (low ?? 0) && !at(rate).some(isGood)) ?? null;
  const highIsLimit = high !== null && at(high).some(({ verdict }) => verdict === 'limit');
  return { low, high, highIsLimit };
}

/**
 * The next rate to play, or null when the search has its answer or its points are used up: doubling from the start until a
 * point is not good, bisection (geometric) to within 5 %, repeats at both ends of the bracket, then upwards to the
 * collapse. Pure: the same points give the same step.
 */
export function nextRate(
  points: readonly RatePoint[],
  search: RateSearch,
): { readonly ratePerSec: number; readonly step: RateStep } | null {
  if (points.length >= search.maxPoints) return null;
  const knee = bracketOf(points);
  return (
    kneeStep(points, knee, search) ??
    repeatStep(points, knee) ??
    collapseStep(points, knee, search) ??
    fill(points, knee, search)
  );
}

type Step = ReturnType<typeof nextRate>;

function kneeStep(points: readonly RatePoint[], { low, high }: RateBracket, search: RateSearch): Step {
  const { startPerSec, maxPerSec } = search;
  if (points.length === 0) return { ratePerSec: Math.min(startPerSec, maxPerSec), step: 'doubling' };
  // Repeats that disagree widen the bracket; it is not searched again.
  if (points.some((_, i) => isRepeat(points, i))) return null;
  if (high === null) {
    if (low === null || low >= maxPerSec) return null;
    return { ratePerSec: Math.min(low * 2, maxPerSec), step: 'doubling' };
  }
  if (low === null) {
    const lower = high / 2;
    return lower < startPerSec * lowestShare ? null : { ratePerSec: rounded(lower), step: 'halving' };
  }
  const middle = rounded(Math.sqrt(low * high));
  if (high / low <= kneeResolution || middle <= low || middle >= high) return null;
  return { ratePerSec: middle, step: 'bisection' };
}

function isRepeat(points: readonly RatePoint[], index: number): boolean {
  return points.some((point, i) => i < index && point.ratePerSec === points[index]?.ratePerSec);
}

/** Low end and high end in turn, so that a machine that changes meets both. */
function repeatStep(points: readonly RatePoint[], { low, high, highIsLimit }: RateBracket): Step {
  const count = (rate: number) => points.filter(({ ratePerSec }) => ratePerSec === rate).length;
  const ends = [low, highIsLimit ? null : high].filter((rate) => rate !== null);
  const short = ends.filter((rate) => count(rate) < pointsAtKnee).sort((a, b) => count(a) - count(b));
  return short[0] === undefined ? null : { ratePerSec: short[0], step: 'repeat' };
}

function collapseStep(points: readonly RatePoint[], knee: RateBracket, { maxPerSec }: RateSearch): Step {
  if (knee.high === null || knee.highIsLimit) return null;
  const collapse = bracketOf(points, ({ verdict, collapsed }) => verdict !== 'limit' && !collapsed);
  if (collapse.high === null) {
    const top = collapse.low ?? knee.high;
    return top >= maxPerSec
      ? null
      : { ratePerSec: Math.min(rounded(top * 1.5), maxPerSec), step: 'collapse' };
  }
  if (collapse.low === null || collapse.high / collapse.low <= collapseResolution) return null;
  return { ratePerSec: rounded(Math.sqrt(collapse.low * collapse.high)), step: 'collapse' };
}

/** Fewer points than the least of a curve: the low end of the bracket again. */
function fill(points: readonly RatePoint[], { low, high }: RateBracket, { minPoints }: RateSearch): Step {
  const rate = low ?? high;
  return points.length >= minPoints || rate === null ? null : { ratePerSec: rate, step: 'repeat' };
}

/** Three significant digits: rates a person can read and type. */
function rounded(rate: number): number {
  return Number(rate.toPrecision(3));
}
