import { medianOf } from '../../../harness/stats/median.ts';
import type { Measure, Played } from '../row.ts';
import { tolerance } from '../tolerance.ts';
import { stubHolds } from './holds.ts';

/** Held longer than this = a queue stands before the cap. */
const queueMs = 100;

/** One answer that the cap let go, as its log tells. */
interface Released {
  readonly atNs: number;
  readonly heldMs: number;
}

/** The stub's log of the whole search. */
export function stubReleases(run: Played): readonly Released[] {
  return stubHolds(run, 'capacity-01').map(({ arrivedNs, heldMs }) => ({
    atNs: arrivedNs + heldMs * 1e6,
    heldMs,
  }));
}

/** The log of the proxy in front of the SCRM's sends. */
export function proxyReleases(run: Played): readonly Released[] {
  return run.log('cap').map(({ mono_ns, heldUs }) => ({ atNs: mono_ns, heldMs: heldUs / 1000 }));
}

/**
 * The capacity search's figures beside the speed at which the log let answers go while a queue stood: the sustained load
 * with its bracket, and the ideal one. `perSecOfOne`: asks a second of one unit of load. Throws when nothing ever waited for the cap.
 */
export function kneeMeasures(
  run: Played,
  released: readonly Released[],
  {
    ramp,
    nominal,
    perSecOfOne,
  }: { readonly ramp: string; readonly nominal: number; readonly perSecOfOne: number },
): readonly Measure[] {
  const planted = speedWhileQueued(released) / perSecOfOne;
  return (['sustained', 'ideal'] as const).map((state) => {
    const name = `capacity.${state}.${ramp}`;
    const found = run.result.metrics[name];
    return {
      name,
      unit: ramp === 'agents' ? 'count' : 'per-second',
      nominal,
      planted,
      measured: found?.value ?? null,
      low: found?.low ?? null,
      high: found?.high ?? null,
      allowed: planted * tolerance.knee,
    };
  });
}

/** 1 ÷ the median time between two answers that both had to wait. Throws where none did: the search never met the cap. */
function speedWhileQueued(released: readonly Released[]): number {
  const inOrder = [...released].sort((a, b) => a.atNs - b.atNs);
  const gapsMs = inOrder.flatMap((next, index) => {
    const last = inOrder[index - 1];
    const queued = last !== undefined && last.heldMs > queueMs && next.heldMs > queueMs;
    return queued ? [(next.atNs - last.atNs) / 1e6] : [];
  });
  const gapMs = medianOf(gapsMs);
  if (gapMs === null) throw new Error('no answer waited: the search never met the cap');
  return 1000 / gapMs;
}
