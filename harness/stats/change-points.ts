import { lag1 } from './autocorrelation.ts';
import { blockLength, drawBlocks } from './block-draw.ts';
import { bestSplit } from './energy-split.ts';
import { medianOf, quantileOf } from './median.ts';
import { seededRandom, shuffled } from './random.ts';

/** Time and memory grow with n² times the shuffles: 500 windows take some seconds and 2 MB. */
export const maxWindows = 500;

export interface ChangePoint {
  /** Index of the first window of the new level. */
  readonly index: number;
  /** Windows in which the change may have begun, 95 %: the first and the last, both included. */
  readonly from: number;
  readonly to: number;
  /** Medians of the windows between this change and its neighbours. */
  readonly before: number;
  readonly after: number;
  /** Share of shuffled series that split as well as this one: (1 + those) ÷ (1 + shuffles). */
  readonly pValue: number;
}

export interface ChangePointOptions {
  readonly seed: number;
  /** A split with a higher p-value is no change point. */
  readonly maxPValue?: number;
  /** Shortest level, in windows; at least 2. Shorter excursions are noise. */
  readonly minWindows?: number;
  /** Least |after − before| that matters, in units of the values. */
  readonly minMagnitude?: number;
  readonly shuffles?: number;
}

const defaults = { maxPValue: 0.01, minWindows: 3, minMagnitude: 0, shuffles: 499 };
/** Resamples for the interval of the place: its 2.5 % tails rest on five values each. */
const placements = 199;

/**
 * Change points of a series of windows (a run's p50 per 10 s, one figure per run of a history), ascending: hierarchical
 * division by the energy statistic, each split held against shuffles of its own stretch. The statistic grows with the
 * variance of means, so it is divided by the factor that the autocorrelation left by the split gives that variance
 * (shuffling in blocks instead leaves six or seven blocks in a short run, too few to reject anything). The place's
 * interval resamples both sides, in blocks.
 * Deterministic for a seed. A slow drift is reported as several steps: trend.ts is the tool for drifts.
 * Source: E-divisive, Matteson & James 2014, as used at MongoDB (Daly et al. 2020) and in Apache Otava.
 * @throws RangeError above 500 windows, or when a value is not finite.
 */
export function changePoints(values: readonly number[], options: ChangePointOptions): readonly ChangePoint[] {
  if (values.length > maxWindows)
    throw new RangeError(`${values.length} windows; at most ${maxWindows}: join neighbours first`);
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0)
    throw new RangeError(`window ${odd} holds ${values[odd]}; leave out windows without a figure`);
  const chosen = { ...defaults, ...options };
  const least = Math.max(2, chosen.minWindows);
  const random = seededRandom(options.seed);
  const found = new Map<number, number>();
  divide(0, values.length);
  return describe();

  function divide(from: number, to: number): void {
    const stretch = values.slice(from, to);
    const split = bestSplit(stretch, least);
    if (split === null) return;
    const magnitude = Math.abs(level(stretch.slice(split.at)) - level(stretch.slice(0, split.at)));
    // Below the floor the halves may still hold a change that is short against the stretch.
    const pValue = chanceOf(stretch, split.at, split.statistic);
    if (pValue > chosen.maxPValue) return;
    if (magnitude >= chosen.minMagnitude) found.set(from + split.at, pValue);
    divide(from, from + split.at);
    divide(from + split.at, to);
  }

  function chanceOf(stretch: readonly number[], at: number, statistic: number): number {
    const noise = residualsOf(stretch, at);
    const rho = memoryOf(noise);
    const again = rho === 0 ? () => shuffled(stretch, random) : sieve(noise, rho, random);
    // Once so many of them split as well, the p-value can't come out at or below the limit.
    const enough = chosen.maxPValue * (chosen.shuffles + 1);
    let asGood = 0;
    for (let shuffle = 0; shuffle < chosen.shuffles; shuffle += 1) {
      const other = bestSplit(again(), least);
      if (other !== null && other.statistic >= statistic) asGood += 1;
      if (asGood + 1 > enough) return 1;
    }
    return (1 + asGood) / (1 + chosen.shuffles);
  }

  function describe(): readonly ChangePoint[] {
    const places = [...found.keys()].sort((a, b) => a - b);
    return places.map((index, i) => {
      const first = places[i - 1] ?? 0;
      const stretch = values.slice(first, places[i + 1] ?? values.length);
      const place = placeInterval(stretch, index - first);
      return {
        index,
        from: first + place.from,
        to: first + place.to,
        before: level(stretch.slice(0, index - first)),
        after: level(stretch.slice(index - first)),
        pValue: found.get(index) ?? 1,
      };
    });
  }

  function placeInterval(stretch: readonly number[], at: number): { from: number; to: number } {
    const length = blockLength(memoryOf(residualsOf(stretch, at)), stretch.length);
    const sides = [stretch.slice(0, at), stretch.slice(at)];
    const places: number[] = [at];
    for (let draw = 0; draw < placements; draw += 1) {
      const again = sides.flatMap((side) => drawBlocks(side, Math.min(length, side.length), random));
      const split = bestSplit(again, least);
      if (split !== null) places.push(split.at);
    }
    return { from: quantileOf(places, 0.025) ?? at, to: quantileOf(places, 0.975) ?? at };
  }
}

function level(values: readonly number[]): number {
  return medianOf(values) ?? 0;
}

/** What is left when both sides' means are taken out. */
function residualsOf(stretch: readonly number[], at: number): readonly number[] {
  return [stretch.slice(0, at), stretch.slice(at)].flatMap((side) => {
    const mean = side.reduce((sum, value) => sum + value, 0) / side.length;
    return side.map((value) => value - mean);
  });
}

/**
 * First-order autocorrelation of the noise, its shortfall put back (two means and the place were fitted) and half a
 * standard error on top: the split was chosen to leave little, and a false alarm blames a vendor.
 */
function memoryOf(noise: readonly number[]): number {
  const n = noise.length;
  const found = lag1(noise);
  return found <= 0 ? 0 : Math.min(0.9, (n * found + 3) / Math.max(1, n - 5) + 0.5 / Math.sqrt(n));
}

/**
 * Series without a step that have the noise and its memory: AR(1) driven by resampled innovations
 * (sieve bootstrap, Bühlmann 1997).
 */
function sieve(noise: readonly number[], rho: number, random: () => number): () => number[] {
  const n = noise.length;
  const scale = Math.sqrt(n / Math.max(1, n - 3));
  const innovations = noise.slice(1).map((value, i) => scale * (value - rho * (noise[i] ?? 0)));
  const draw = () => innovations[Math.floor(random() * innovations.length)] ?? 0;
  return () => {
    let level = draw() / Math.sqrt(1 - rho * rho);
    return noise.map(() => {
      level = rho * level + draw();
      return level;
    });
  };
}
