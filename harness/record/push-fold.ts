import type { PushEnded, PushLine, PushStarted } from '../../mock-whatsapp/contract/events.ts';
import { Histogram } from '../stats/histogram.ts';
import type { PushRecord, PushWindow } from './artefacts.ts';

/** Length of a window of the timeline. */
const windowUs = 1e6;
/** More than this before its time is early: clocks and rounding explain less. */
const earlyUs = 1e6;

/** Folds the lines of one plan of expected pushes. Memory grows with seconds, not with pushes. */
export function pushFold(
  started: PushStarted,
  ended: PushEnded | null,
  lateAfterMs: number,
): { readonly add: (line: PushLine) => void; readonly finish: () => PushRecord } {
  const lateness = new Histogram();
  const windows: PushWindow[] = [];
  const numbers = new Map<number, number>();
  const counts = { planned: 0, received: 0, late: 0, lost: 0, early: 0, duplicated: 0, extra: 0 };
  let firstUs = Number.POSITIVE_INFINITY;
  let lastUs = Number.NEGATIVE_INFINITY;
  let lastDueUs = 0;
  const open: number[] = [];

  function windowAt(us: number): PushWindow {
    const index = Math.max(0, Math.floor(us / windowUs));
    while (windows.length <= index) windows.push({ due: 0, received: 0, late: 0 });
    return windows[index] as PushWindow;
  }

  return {
    add({ due, rec, k, n }) {
      counts.planned += 1;
      lastDueUs = Math.max(lastDueUs, due);
      windowAt(due).due += 1;
      if (k > 1) {
        counts.duplicated += 1;
        counts.extra += k - 1;
      }
      if (rec === null) {
        counts.lost += 1;
        windowAt(due).late += 1;
        open.push(due);
        return;
      }
      counts.received += 1;
      windowAt(rec).received += 1;
      firstUs = Math.min(firstUs, rec);
      lastUs = Math.max(lastUs, rec);
      lateness.record(Math.max(0, rec - due));
      if (rec - due > lateAfterMs * 1000) {
        counts.late += 1;
        windowAt(due).late += 1;
      }
      if (rec < due - earlyUs) counts.early += 1;
      if (n !== null) numbers.set(n, (numbers.get(n) ?? 0) + 1);
    },
    finish() {
      const endUs = ended?.drainEndUs ?? Math.max(lastUs, lastDueUs);
      // A push that never came is at least as late as the end of the drain.
      for (const due of open) lateness.record(Math.max(0, endUs - due));
      const told = ended?.received ?? null;
      const whole = ended === null || ended.planned === counts.planned;
      return {
        id: started.plan,
        hash: started.hash,
        startNs: started.mono_ns,
        endReason: ended?.reason ?? null,
        lateAfterMs,
        ...counts,
        wrong: ended?.wrong ?? 0,
        spanUs: lastUs > firstUs ? lastUs - firstUs : null,
        lateness,
        numbers: new Map([...numbers].sort(([a], [b]) => a - b)),
        windowMs: windowUs / 1000,
        windows,
        mismatch:
          told !== null && (told !== counts.received || !whole) ? { told, held: counts.received } : null,
      };
    },
  };
}
