import type { Interval } from '../../../harness/stats/interval.ts';
import { clopperPearson } from '../../../harness/stats/proportion.ts';
import { drawRandom } from './shapes.ts';

export interface Row {
  readonly method: string;
  readonly setting: string;
  /** What the interval says of itself, e.g. 0.95. */
  readonly nominal: number;
  /** `covers`: held to `nominal` ± 2 points. `at least`: conservative by construction. `beyond`: shows where it ends. */
  readonly claim: 'covers' | 'at least' | 'beyond';
}

/** One kind of draw and the rows that it fills. */
export interface Experiment {
  readonly rows: readonly Row[];
  readonly draws: number;
  /** One draw: an outcome for each row; null = no interval could be given. */
  trial(random: () => number): readonly (Hit | null)[];
}

export interface Hit {
  readonly covered: boolean;
  readonly open: boolean;
}

export interface Coverage extends Row {
  readonly draws: number;
  /** Draws with an interval. */
  readonly given: number;
  /** Share of those that covered the truth. */
  readonly share: number;
  /** Clopper–Pearson, 95 %, of that share: what the number of draws leaves open. */
  readonly interval: Interval;
  /** Share of the intervals that are open on a side. */
  readonly openShare: number;
}

/** A side that is null is open: it excludes nothing. */
export function hit(interval: Omit<Interval, 'confidence'>, truth: number): Hit {
  const above = interval.low === null || interval.low <= truth;
  const below = interval.high === null || truth <= interval.high;
  return { covered: above && below, open: interval.low === null || interval.high === null };
}

/** Runs the draws; `scale` shrinks their number. Every draw has a seed of its own, so an experiment repeats alone. */
export function run(
  { rows, draws: planned, trial }: Experiment,
  index: number,
  scale = 1,
): readonly Coverage[] {
  const draws = Math.max(1, Math.round(planned * scale));
  const counts = rows.map(() => ({ given: 0, covered: 0, open: 0 }));
  for (let draw = 0; draw < draws; draw += 1) {
    const outcomes = trial(drawRandom(index, draw));
    counts.forEach((count, i) => {
      const outcome = outcomes[i];
      if (outcome == null) return;
      count.given += 1;
      if (outcome.covered) count.covered += 1;
      if (outcome.open) count.open += 1;
    });
  }
  return rows.map((row, i) => {
    const { given, covered, open } = counts[i] ?? { given: 0, covered: 0, open: 0 };
    const interval = clopperPearson(covered, given);
    return { ...row, draws, given, share: covered / given, interval, openShare: open / given };
  });
}

/** Share as the page prints it. */
export const percent = (share: number): string => (100 * share).toFixed(1);

/** Whether a row does what it claims, as far as its draws tell. */
export function holds({ claim, nominal, interval }: Coverage): boolean {
  if (claim === 'beyond') return true;
  if (claim === 'at least') return (interval.high ?? 1) >= nominal;
  return (interval.high ?? 1) >= nominal - 0.02 && (interval.low ?? 0) <= nominal + 0.02;
}
