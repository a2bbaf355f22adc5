import type { Artefacts, HostWindow } from '../record/artefacts.ts';
import { windowNs } from '../record/host-fold.ts';
import { quantileOf } from '../stats/median.ts';
import { imposedWaitOf, lostCapacityShare, takenShare } from './harness-share.ts';
import { coresOf, type MeasuredPart } from './phase-of.ts';
import { unwatchedIn } from './unwatched-share.ts';

/** Windows in a minute, for figures that are a minute's. */
const perMinute = 6;

/** Share of one 10 s window that may be the harness's or the machine's: the formulas of the whole phase. */
export interface WindowShare {
  readonly startNs: number;
  readonly share: number;
}

/** Ascending by time; empty without samples. What was not watched of a window counts as ours. */
export function windowShares(artefacts: Artefacts, scenario: MeasuredPart): readonly WindowShare[] {
  const cores = coresOf(artefacts);
  return artefacts.hostWindows
    .filter((window) => window.phase === scenario)
    .map((window) => {
      const { startNs } = window;
      const unwatched = unwatchedIn(artefacts, scenario, { startNs, endNs: startNs + windowNs });
      return { startNs, share: Math.min(1, Math.max(shareOf(window, cores), unwatched)) };
    })
    .sort((a, b) => a.startNs - b.startNs);
}

function shareOf({ processes, machine }: HostWindow, cores: number | null): number {
  return Math.min(
    1,
    Math.max(imposedWaitOf(processes, machine), lostCapacityShare(takenShare(machine, cores))),
  );
}

/** The share a tail can have had: its slow asks may all lie in the worst hundredth of the windows. */
export function tailShare(windows: readonly WindowShare[]): number {
  return (
    quantileOf(
      windows.map(({ share }) => share),
      0.99,
    ) ?? 0
  );
}

/** Mean share of the worst minute. */
export function minuteShare(windows: readonly WindowShare[]): number {
  let worst = 0;
  const length = Math.min(perMinute, windows.length);
  for (let from = 0; from + length <= windows.length; from += 1) {
    const minute = windows.slice(from, from + length);
    worst = Math.max(worst, minute.reduce((sum, { share }) => sum + share, 0) / Math.max(1, length));
  }
  return worst;
}
