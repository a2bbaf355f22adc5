import { changePoints } from '../../../harness/stats/change-points.ts';
import { medianOf } from '../../../harness/stats/median.ts';
import { tolerance } from '../tolerance.ts';

/** Window of the search, s: the timeline's own. */
export const windowSec = 1;
/** The shuffles are drawn from it; any would do. */
const seed = 1;

/** The part of an ask line that an onset is read from; µs from the plan's start. */
export interface TimedAsk {
  readonly due: number;
  readonly ans: number | null;
}

/** Seconds of the plan. */
export interface Onset {
  readonly atSec: number;
  /** 95 %, from the first second it may have begun in to the end of the last. */
  readonly fromSec: number;
  readonly toSec: number;
}

/**
 * The first change point (E-divisive, harness/stats/change-points.ts) at which the medians of one-second windows rise by
 * more than the harness resolves; null where none does. Windows without an answer are left out. An onset in the first or
 * last three windows, or one that touches fewer than half of a window's asks, is not seen.
 */
export function worsened(asks: readonly TimedAsk[]): Onset | null {
  const windows = windowMedians(asks);
  const found = changePoints(
    windows.map(({ medianMs }) => medianMs),
    { seed, minMagnitude: tolerance.resolutionMs.centre },
  ).find(({ before, after }) => after > before);
  if (found === undefined) return null;
  const secondOf = (index: number) => (windows[index]?.index ?? 0) * windowSec;
  return {
    atSec: secondOf(found.index),
    fromSec: secondOf(found.from),
    toSec: secondOf(found.to) + windowSec,
  };
}

function windowMedians(asks: readonly TimedAsk[]): { readonly index: number; readonly medianMs: number }[] {
  const windows = new Map<number, number[]>();
  for (const { due, ans } of asks) {
    if (ans === null) continue;
    const index = Math.floor(due / 1e6 / windowSec);
    const times = windows.get(index) ?? [];
    windows.set(index, times);
    times.push((ans - due) / 1000);
  }
  return [...windows]
    .map(([index, times]) => ({ index, medianMs: medianOf(times) ?? 0 }))
    .sort((a, b) => a.index - b.index);
}
