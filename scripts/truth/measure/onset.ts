import type { BehaviourKind } from '../../../vendors/contract/behaviours.ts';
import type { Measure, Played } from '../row.ts';
import { tolerance } from '../tolerance.ts';
import { indexOf } from './holds.ts';
import { percentile } from './percentile.ts';

/** Window of the search, s: the timeline's own. */
const windowSec = 1;

/**
 * When the answers became slow, in seconds of the plan: the one split of the windows' medians that leaves the least
 * squares on both sides (Hinkley 1970). Planted: the intended time of the first ask that the injection log names.
 */
export function onsetMeasure(run: Played, kind: BehaviourKind, nominalShare: number): Measure {
  const asks = run.asks('steady');
  const affected = new Set(
    run.log(kind, 'steady').flatMap(({ nonce }) => (nonce === null ? [] : [indexOf(nonce)])),
  );
  const firstUs = Math.min(...asks.filter(({ i }) => affected.has(i)).map(({ due }) => due));
  const endUs = asks.at(-1)?.due ?? 0;
  const split = bestSplit(windowMedians(asks));
  return {
    name: 'onset, s',
    unit: 'index',
    nominal: (nominalShare * endUs) / 1e6,
    planted: firstUs / 1e6,
    measured: split === null ? null : split * windowSec,
    low: split === null ? null : (split - 1) * windowSec,
    high: split === null ? null : (split + 1) * windowSec,
    allowed: tolerance.onsetWindows * windowSec,
  };
}

function windowMedians(
  asks: readonly { readonly due: number; readonly ans: number | null }[],
): readonly number[] {
  const windows: number[][] = [];
  for (const { due, ans } of asks) {
    if (ans === null) continue;
    const index = Math.floor(due / 1e6 / windowSec);
    windows[index] ??= [];
    windows[index].push(ans - due);
  }
  return windows.map((values) => percentile(values, 0.5));
}

/** Index of the first window of the second part; null below four windows. */
function bestSplit(values: readonly number[]): number | null {
  if (values.length < 4) return null;
  let best = { at: 0, cost: Number.POSITIVE_INFINITY };
  for (let at = 1; at < values.length; at += 1) {
    const cost = squares(values.slice(0, at)) + squares(values.slice(at));
    if (cost < best.cost) best = { at, cost };
  }
  return best.at;
}

function squares(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
