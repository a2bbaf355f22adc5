import { clock, count, duration, workText } from './format.ts';
import type { ProgressState } from './progress-state.ts';

export interface FrameStyle {
  readonly columns: number;
  readonly color: boolean;
}

/** A terminal of 24 rows shows the whole frame. */
export const maxFrameLines = 24;

/** The lines of the redrawn view at `nowMs`. Pure; never wider than the terminal, never longer than 24 lines. */
export function renderFrame(state: ProgressState, nowMs: number, style: FrameStyle): readonly string[] {
  const lines = [
    headLine(state, nowMs),
    ...planLines(state),
    ...workLine(state),
    ...state.notices.map((text) => `  ${text}`),
  ];
  return lines.slice(0, maxFrameLines).map((line, index) => {
    const cut = line.length > style.columns ? `${line.slice(0, Math.max(1, style.columns - 1))}…` : line;
    return style.color && index === 0 ? `\u001b[1m${cut}\u001b[22m` : cut;
  });
}

function headLine(state: ProgressState, nowMs: number): string {
  const elapsedMs = nowMs - state.startedAtMs;
  const phase =
    state.phase === null ? 'starting' : `${state.phase.name} (${state.phase.index} of ${state.phase.count})`;
  return [state.title, phase, `${clock(elapsedMs)}${remaining(state, elapsedMs)}`].join(' · ');
}

function remaining(state: ProgressState, elapsedMs: number): string {
  if (state.expectedMs === null) return '';
  const leftMs = state.expectedMs - elapsedMs;
  return leftMs > 0 ? `, about ${clock(leftMs)} left` : ', about to end';
}

function planLines(state: ProgressState): readonly string[] {
  const { plan } = state;
  if (plan === null) return [];
  const counts = `  asks: planned ${count(plan.planned)} · injected ${count(plan.injected)} · answered ${count(plan.answered)} · open ${count(plan.open)}`;
  const odd = plan.duplicated + plan.wrong;
  const oddText = odd === 0 ? '' : ` · duplicated ${count(plan.duplicated)} · wrong ${count(plan.wrong)}`;
  return [
    `${counts}${oddText}`,
    `  answers of the last second: ${recent(plan.recentP50Ms, plan.recentP99Ms)}`,
  ];
}

function recent(p50Ms: number | null, p99Ms: number | null): string {
  if (p50Ms === null || p99Ms === null) return 'none';
  return `p50 ${duration(p50Ms)} · p99 ${duration(p99Ms)}`;
}

function workLine(state: ProgressState): readonly string[] {
  const { work } = state;
  if (work === null) return [];
  return [
    work.total === null
      ? `  ${workText(work)}`
      : `  ${work.unit}: ${count(work.done)} of ${count(work.total)}`,
  ];
}
