import { afterEach, expect, test } from 'vitest';
import { startWakeThread, type WakeThread } from '../../../mock-whatsapp/customers/wake-thread.ts';
import { nowMs } from '../../../mock-whatsapp/lib/clock.ts';

let thread: WakeThread;
afterEach(() => thread.close());

/** A thread whose next wake can be awaited. */
function start(): { next: () => Promise<number> } {
  let resolveNext: (atMs: number) => void = () => {};
  thread = startWakeThread(() => resolveNext(nowMs()));
  return {
    next: () =>
      new Promise((resolve) => {
        resolveNext = resolve;
      }),
  };
}

test('no wake is lost and none comes early, whatever the gap', async () => {
  const { next } = start();
  const gapsMs = [0, 0.1, 0.6, 1.3, 3];
  for (let i = 0; i < 300; i += 1) {
    const dueMs = nowMs() + (gapsMs[i % gapsMs.length] ?? 0);
    const woken = next();
    thread.wakeAt(dueMs);
    expect(await woken).toBeGreaterThanOrEqual(dueMs - 0.01);
  }
});

test('one wake a time: nobody is woken early to wait for the time again', async () => {
  let [wakes, met] = [0, 0];
  const times = 200;
  await new Promise<void>((resolve) => {
    let dueMs = nowMs() + 2;
    thread = startWakeThread(() => {
      wakes += 1;
      if (nowMs() < dueMs) return thread.wakeAt(dueMs);
      met += 1;
      if (met === times) return resolve();
      dueMs = nowMs() + 1;
      thread.wakeAt(dueMs);
    });
    thread.wakeAt(dueMs);
  });
  expect(wakes).toBe(times);
});

/** Longer than the thread dozes after a wake: it is in its long sleep then. */
const fastAsleepMs = 150;

test('a sleep is cut short by an earlier time, also after the thread fell fast asleep', async () => {
  const { next } = start();
  thread.wakeAt(nowMs() + 3_600_000);
  await new Promise((resolve) => setTimeout(resolve, fastAsleepMs));
  const woken = next();
  thread.wakeAt(nowMs() + 1);
  await woken;
  thread.wakeAt(null);
  await new Promise((resolve) => setTimeout(resolve, fastAsleepMs));
  const again = next();
  thread.wakeAt(nowMs() + 1);
  await again;
});

test('null withdraws a wake', async () => {
  const { next } = start();
  const woken = next();
  thread.wakeAt(nowMs() + 50);
  thread.wakeAt(null);
  thread.wakeAt(nowMs() + 200);
  const before = nowMs();
  expect((await woken) - before).toBeGreaterThan(150);
});
