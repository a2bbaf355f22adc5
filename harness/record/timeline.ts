import type { AskLine } from '../../mock-whatsapp/contract/events.ts';
import { Histogram } from '../stats/histogram.ts';
import type { TimelineWindow } from './artefacts.ts';

/** Most windows of a chart: a report of 8 hours stays small. */
const maxWindows = 480;

/** Windows of whole seconds over `endUs`, at most 480 of them. */
export function timeline(endUs: number): {
  readonly windowMs: number;
  readonly windows: TimelineWindow[];
  /** `answeredUs`: answer or drain's end; 0 for a dropped ask, which has no response time. */
  readonly add: (ask: AskLine, answeredUs: number) => void;
} {
  const seconds = Math.max(1, Math.ceil(endUs / 1_000_000));
  const windowMs = Math.ceil(seconds / maxWindows) * 1000;
  const windowUs = windowMs * 1000;
  const windows: TimelineWindow[] = Array.from({ length: Math.ceil((seconds * 1000) / windowMs) }, () => ({
    planned: 0,
    injected: 0,
    answered: 0,
    response: new Histogram(),
  }));
  const at = (us: number): TimelineWindow | undefined =>
    windows[Math.min(windows.length - 1, Math.max(0, Math.floor(us / windowUs)))];
  return {
    windowMs,
    windows,
    add(ask, answeredUs) {
      const due = at(ask.due);
      if (due === undefined) return;
      due.planned += 1;
      if (answeredUs > 0) due.response.record(answeredUs - ask.due);
      if (ask.inj === null) return;
      const injected = at(ask.inj);
      if (injected !== undefined) injected.injected += 1;
      if (ask.ans === null) return;
      const answered = at(ask.ans);
      if (answered !== undefined) answered.answered += 1;
    },
  };
}
