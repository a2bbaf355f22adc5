import { clock, count, duration, workText } from './format.ts';
import type { ProgressState } from './progress-state.ts';

/** `[0:12] rush (4 of 9)`: printed when a phase begins. Pure. */
export function phaseLine(state: ProgressState, nowMs: number): string {
  const { phase } = state;
  const at = clock(nowMs - state.startedAtMs);
  return phase === null
    ? `[${at}] ${state.title}`
    : `[${at}] ${phase.name} (${phase.index} of ${phase.count})`;
}

/** One line of figures between phase changes. Pure. */
export function heartbeatLine(state: ProgressState, nowMs: number): string {
  const head = `[${clock(nowMs - state.startedAtMs)}] ${state.phase?.name ?? state.title}`;
  const { plan, work } = state;
  if (plan !== null && plan.state !== 'done') {
    const p99 = plan.recentP99Ms === null ? '' : `, p99 ${duration(plan.recentP99Ms)}`;
    return `${head}: ${count(plan.injected)} of ${count(plan.planned)} asked, ${count(plan.answered)} answered, ${count(plan.open)} open${p99}`;
  }
  if (work !== null) return `${head}: ${workText(work)}`;
  return `${head}: still at it`;
}

/** Gaps between heartbeats within a phase: a run of 8 hours stays under 150 lines. */
const gapsMs = [10_000, 30_000, 60_000];
const laterGapMs = 300_000;

/** When the `n`-th heartbeat (0-based) of a phase is due, ms after the phase began: 10 s, 40 s, 100 s, then every 5 min. Pure. */
export function heartbeatDueMs(n: number): number {
  const early = gapsMs.slice(0, n + 1).reduce((sum, gap) => sum + gap, 0);
  return early + Math.max(0, n + 1 - gapsMs.length) * laterGapMs;
}
