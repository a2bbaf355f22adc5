import type { Envelope, MockTimer } from '../contract/events.ts';
import { nowMs } from '../lib/clock.ts';
import { startWakeThread } from './wake-thread.ts';

/** Wakes asked for, and their distance: a fifth of a second before anything is due. */
const wakes = 100;
const gapMs = 2;
const clockReadings = 2000;

type Facts = Omit<MockTimer, keyof Envelope<string>>;

/** Measures the clock and the wake thread of this process; `onDone` is not called when it is closed before. */
export function probeTimer(onDone: (facts: Facts) => void): { close(): Promise<void> } {
  const lateMs: number[] = [];
  let aimMs = 0;
  let closed = false;
  const thread = startWakeThread(onWake);

  function aim(): void {
    aimMs = nowMs() + gapMs;
    thread.wakeAt(aimMs);
  }

  function onWake(): void {
    if (closed) return;
    lateMs.push(nowMs() - aimMs);
    if (lateMs.length < wakes) {
      aim();
      return;
    }
    void close();
    lateMs.sort((a, b) => a - b);
    const at = (p: number): number => round(Math.max(0, lateMs[Math.ceil(p * wakes) - 1] ?? 0));
    onDone({ clockStepMs: clockStepMs(), wakeP50Ms: at(0.5), wakeP99Ms: at(0.99), wakes });
  }

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    await thread.close();
  }

  aim();
  return { close };
}

/** Smallest difference above zero of neighbouring readings: the clock's tick, or the price of a reading if that is more. */
function clockStepMs(): number {
  let smallest = Number.POSITIVE_INFINITY;
  let before = nowMs();
  for (let i = 0; i < clockReadings; i += 1) {
    const now = nowMs();
    if (now > before) smallest = Math.min(smallest, now - before);
    before = now;
  }
  return Number.isFinite(smallest) ? Math.ceil(smallest * 1e6) / 1e6 : clockReadings;
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
