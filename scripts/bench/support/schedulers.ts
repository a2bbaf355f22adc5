import { hrtimeAt } from '../../../harness/drive/engine/ticker/hrtime-at.ts';
import type { createTicker as CreateTicker } from '../../../harness/drive/engine/ticker/ticker.ts';
import type { startWakeThread as StartWakeThread } from '../../../mock-whatsapp/customers/wake-thread.ts';
import type { nowMs as NowMs } from '../../../mock-whatsapp/lib/clock.ts';
import { asset } from '../../../package-root.ts';

/** Calls `onDue(dueMs)` at every k ÷ ratePerSec for `durationMs`, as close to it as it can; performance.now() times. */
export type Scheduler = (
  ratePerSec: number,
  durationMs: number,
  onDue: (dueMs: number) => void,
) => Promise<void>;

/** As built: the very code that the engine and the mock run. */
const built = <Module>(path: string): Promise<Module> => import(asset('dist', path)) as Promise<Module>;

const setTimeoutLoop: Scheduler = (ratePerSec, durationMs, onDue) =>
  new Promise((resolve) => {
    const startMs = performance.now();
    let next = 0;
    function turn(): void {
      const elapsedMs = performance.now() - startMs;
      for (; (next * 1000) / ratePerSec <= elapsedMs; next += 1) onDue(startMs + (next * 1000) / ratePerSec);
      if ((next * 1000) / ratePerSec >= durationMs) resolve();
      else setTimeout(turn, (next * 1000) / ratePerSec - (performance.now() - startMs));
    }
    turn();
  });

const spin: Scheduler = (ratePerSec, durationMs, onDue) =>
  new Promise((resolve) => {
    const startMs = performance.now();
    let next = 0;
    function turn(): void {
      const elapsedMs = performance.now() - startMs;
      for (; (next * 1000) / ratePerSec <= elapsedMs; next += 1) onDue(startMs + (next * 1000) / ratePerSec);
      if ((next * 1000) / ratePerSec >= durationMs) resolve();
      else setImmediate(turn);
    }
    turn();
  });

const engineTicker: Scheduler = async (ratePerSec, durationMs, onDue) => {
  const { createTicker } = await built<{ createTicker: typeof CreateTicker }>(
    'harness/drive/engine/ticker/ticker.js',
  );
  const ticker = await createTicker();
  const perMs = ratePerSec / 1000;
  const segments = [{ durationMs, fromPerMs: perMs, toPerMs: perMs }];
  const startMs = performance.now();
  ticker.start(
    { startNs: hrtimeAt(startMs), spec: { segments, spacing: 'even', seed: 1, first: 0 } },
    (_, dueMs) => onDue(startMs + dueMs),
  );
  await new Promise((resolve) => setTimeout(resolve, durationMs + 50));
  ticker.stop();
};

const mockWakeThread: Scheduler = async (ratePerSec, durationMs, onDue) => {
  const { startWakeThread } = await built<{ startWakeThread: typeof StartWakeThread }>(
    'mock-whatsapp/customers/wake-thread.js',
  );
  const { nowMs } = await built<{ nowMs: typeof NowMs }>('mock-whatsapp/lib/clock.js');
  let next = 0;
  let startMs = nowMs();
  // As mock-whatsapp/customers/plans.ts plays its plans: everything due, then the next wake.
  const wake = startWakeThread(() => {
    const elapsedMs = nowMs() - startMs;
    for (; (next * 1000) / ratePerSec <= elapsedMs; next += 1) {
      const offsetMs = (next * 1000) / ratePerSec;
      onDue(performance.now() - (nowMs() - startMs - offsetMs));
    }
    wake.wakeAt(startMs + (next * 1000) / ratePerSec);
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  startMs = nowMs();
  wake.wakeAt(startMs);
  await new Promise((resolve) => setTimeout(resolve, durationMs));
  await wake.close();
};

/** Name → scheduler; what it is, for the table. */
export const schedulers: Readonly<Record<string, { readonly run: Scheduler; readonly what: string }>> = {
  'engine-ticker': { run: engineTicker, what: "the engine's ticker: a helper thread sleeps (arrival rates)" },
  'mock-wake': { run: mockWakeThread, what: "the mock's wake thread: a helper thread sleeps (asks)" },
  'set-timeout': { run: setTimeoutLoop, what: 'for comparison: a loop of setTimeout' },
  spin: { run: spin, what: 'for comparison: a spinning loop of setImmediate' },
};
