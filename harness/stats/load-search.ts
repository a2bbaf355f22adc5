/** `limit`: the point could not be judged because the load generator came to its own end there. */
export type SearchVerdict = 'good' | 'bad' | 'limit';

export interface SearchPoint {
  readonly load: number;
  readonly verdict: SearchVerdict;
  /** True where far too little was served: beyond the knee, not only past it. */
  readonly collapsed: boolean;
}

/** Loads are asks a second or agents at work: whatever the vendor is given more and more of. */
export interface LoadSearch {
  readonly start: number;
  readonly max: number;
  /** Loads come in whole numbers (people); the bracket then ends at one beside the next. */
  readonly whole: boolean;
  readonly minPoints: number;
  readonly maxPoints: number;
}

export type SearchStep = 'doubling' | 'halving' | 'bisection' | 'repeat' | 'collapse';

/** The bracket around the knee ends here: half of the 10 % that the knee may be off. */
const kneeResolution = 1.05;
/** Collapse is a matter of "about how far beyond". */
const collapseResolution = 1.25;
/** Points at either end of the bracket: three in all, so that one unlucky point does not decide. */
const pointsAtKnee = 3;
/** A vendor that fails at a 64th of the start has no load worth finding. */
const lowestShare = 1 / 64;

/** Loads of all points so far, good below and not good above: the last that was always good, the first that never was. */
export interface LoadBracket {
  /** Highest load at which every point was good, with no point that was not at or below it; null = none. */
  readonly low: number | null;
  /** Lowest load above `low` at which no point was good; null = none was reached. */
  readonly high: number | null;
  /** True where `high` is the generator's end, not a verdict on what was measured. */
  readonly highIsLimit: boolean;
}

/** The bracket of `isGood`; points that mix good and not good lie inside it. Pure. */
export function bracketOf(
  points: readonly SearchPoint[],
  isGood: (point: SearchPoint) => boolean = ({ verdict }) => verdict === 'good',
): LoadBracket {
  const loads = [...new Set(points.map((point) => point.load))].sort((a, b) => a - b);
  const at = (load: number) => points.filter((point) => point.load === load);
  const firstDoubt = loads.findIndex((load) => !at(load).every(isGood));
  const low = (firstDoubt < 0 ? loads.at(-1) : loads[firstDoubt - 1]) ?? null;
  const high = loads.find((load) => load > (low ?? 0) && !at(load).some(isGood)) ?? null;
  const highIsLimit = high !== null && at(high).some(({ verdict }) => verdict === 'limit');
  return { low, high, highIsLimit };
}

/**
 * The next load to play, or null when the search has its answer or its points are used up: doubling from the start until a
 * point is not good, bisection (geometric) to within 5 %, repeats at both ends of the bracket, then upwards to the
 * collapse. Pure: the same points give the same step.
 */
export function nextLoad(
  points: readonly SearchPoint[],
  search: LoadSearch,
): { readonly load: number; readonly step: SearchStep } | null {
  if (points.length >= search.maxPoints) return null;
  const knee = bracketOf(points);
  return (
    kneeStep(points, knee, search) ??
    repeatStep(points, knee) ??
    collapseStep(points, knee, search) ??
    fill(points, knee, search)
  );
}

type Step = ReturnType<typeof nextLoad>;

function kneeStep(points: readonly SearchPoint[], { low, high }: LoadBracket, search: LoadSearch): Step {
  const { start, max } = search;
  if (points.length === 0) return { load: Math.min(start, max), step: 'doubling' };
  // Repeats that disagree widen the bracket; it is not searched again.
  if (points.some((_, i) => isRepeat(points, i))) return null;
  if (high === null) {
    if (low === null || low >= max) return null;
    return { load: Math.min(low * 2, max), step: 'doubling' };
  }
  if (low === null) {
    const lower = rounded(high / 2, search);
    return lower < start * lowestShare || lower >= high ? null : { load: lower, step: 'halving' };
  }
  const middle = rounded(Math.sqrt(low * high), search);
  if (high / low <= kneeResolution || middle <= low || middle >= high) return null;
  return { load: middle, step: 'bisection' };
}

function isRepeat(points: readonly SearchPoint[], index: number): boolean {
  return points.some((point, i) => i < index && point.load === points[index]?.load);
}

/** Low end and high end in turn, so that a machine that changes meets both. */
function repeatStep(points: readonly SearchPoint[], { low, high, highIsLimit }: LoadBracket): Step {
  const count = (load: number) => points.filter((point) => point.load === load).length;
  const ends = [low, highIsLimit ? null : high].filter((load) => load !== null);
  const short = ends.filter((load) => count(load) < pointsAtKnee).sort((a, b) => count(a) - count(b));
  return short[0] === undefined ? null : { load: short[0], step: 'repeat' };
}

function collapseStep(points: readonly SearchPoint[], knee: LoadBracket, search: LoadSearch): Step {
  const { max } = search;
  if (knee.high === null || knee.highIsLimit) return null;
  const collapse = bracketOf(points, ({ verdict, collapsed }) => verdict !== 'limit' && !collapsed);
  if (collapse.high === null) {
    const top = collapse.low ?? knee.high;
    return top >= max ? null : { load: Math.min(rounded(top * 1.5, search), max), step: 'collapse' };
  }
  if (collapse.low === null || collapse.high / collapse.low <= collapseResolution) return null;
  const middle = rounded(Math.sqrt(collapse.low * collapse.high), search);
  return middle <= collapse.low || middle >= collapse.high ? null : { load: middle, step: 'collapse' };
}

/** Fewer points than the least of a curve: the low end of the bracket again. */
function fill(points: readonly SearchPoint[], { low, high }: LoadBracket, { minPoints }: LoadSearch): Step {
  const load = low ?? high;
  return points.length >= minPoints || load === null ? null : { load, step: 'repeat' };
}

/** Three significant digits: loads a person can read and type. */
function rounded(load: number, { whole }: LoadSearch): number {
  return whole ? Math.max(1, Math.round(load)) : Number(load.toPrecision(3));
}
