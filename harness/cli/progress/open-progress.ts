import type { PlanStatus } from '../../../mock-whatsapp/contract/plan.ts';
import type { CliContext } from '../context.ts';
import { heartbeatDueMs, heartbeatLine, phaseLine } from './plain-lines.ts';
import { initialProgress, keptNotices, type ProgressState } from './progress-state.ts';
import { renderFrame } from './render-frame.ts';

/** What the orchestrator says while it works. Everything goes to stderr. */
export interface Progress {
  phase(name: string): void;
  plan(status: PlanStatus): void;
  work(done: number, total: number | null, unit: string): void;
  /** A notable event: kept on the screen, printed once without a terminal. */
  notice(text: string): void;
  /** A line that stays, above the redrawn view. */
  say(text: string): void;
  /** Removes the redrawn view. Idempotent. */
  close(): void;
}

export interface ProgressOptions {
  readonly title: string;
  readonly phases: number;
  readonly expectedMs: number | null;
  readonly quiet: boolean;
}

/** A terminal is redrawn at most this often: the vendor shares the cores. */
const redrawMs = 500;

/** Redrawn in place on a terminal; else a line per phase, per notice, and heartbeats at growing gaps. */
export function openProgress(context: CliContext, options: ProgressOptions): Progress {
  if (options.quiet) return { phase() {}, plan() {}, work() {}, notice() {}, say() {}, close() {} };
  const view = context.stderrIsTty ? terminalView(context) : plainView(context);
  let state = initialProgress(options.title, performance.now(), options.expectedMs);
  let index = 0;
  const timer = setInterval(() => view.tick(state), redrawMs);
  timer.unref();
  return {
    phase(name) {
      index += 1;
      const phase = { name, index, count: Math.max(options.phases, index), startedAtMs: performance.now() };
      state = { ...state, phase, plan: null, work: null };
      view.phase(state);
    },
    plan(status) {
      state = { ...state, plan: status };
    },
    work(done, total, unit) {
      state = { ...state, work: { done, total, unit } };
    },
    notice(text) {
      state = { ...state, notices: [...state.notices, text].slice(-keptNotices) };
      view.notice(text, state);
    },
    say(text) {
      view.say(text, state);
    },
    close() {
      clearInterval(timer);
      view.close();
    },
  };
}

interface View {
  phase(state: ProgressState): void;
  notice(text: string, state: ProgressState): void;
  say(text: string, state: ProgressState): void;
  tick(state: ProgressState): void;
  close(): void;
}

function terminalView(context: CliContext): View {
  let drawn = 0;
  function erase(): string {
    const text = drawn === 0 ? '' : `\u001b[${drawn}A\u001b[J`;
    drawn = 0;
    return text;
  }
  function draw(state: ProgressState): void {
    const lines = renderFrame(state, performance.now(), { columns: context.columns, color: context.color });
    const before = erase();
    drawn = lines.length;
    context.stderr(`${before}${lines.join('\n')}\n`);
  }
  return {
    phase: draw,
    tick: draw,
    notice: (_, state) => draw(state),
    say(text, state) {
      context.stderr(`${erase()}${text}\n`);
      draw(state);
    },
    close: () => context.stderr(erase()),
  };
}

function plainView(context: CliContext): View {
  let beats = 0;
  return {
    phase(state) {
      beats = 0;
      context.stderr(`${phaseLine(state, performance.now())}\n`);
    },
    notice(text) {
      context.stderr(`  ${text}\n`);
    },
    say(text) {
      context.stderr(`${text}\n`);
    },
    tick(state) {
      const since = performance.now() - (state.phase?.startedAtMs ?? state.startedAtMs);
      if (since < heartbeatDueMs(beats)) return;
      beats += 1;
      context.stderr(`${heartbeatLine(state, performance.now())}\n`);
    },
    close() {},
  };
}
