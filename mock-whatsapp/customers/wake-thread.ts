import { Worker } from 'node:worker_threads';
import { monoNs, nowMs } from '../lib/clock.ts';
import { createLead } from '../lib/lead.ts';

/**
 * Wakes the main thread at a given time. A helper thread sleeps in Atomics.wait and posts a message; lateness and cost beside
 * setTimeout and a spinning loop: docs/reference/scheduler.md.
 */
export interface WakeThread {
  /** Replaces the time of the next wake (`nowMs()`); null = none. */
  wakeAt(atMs: number | null): void;
  close(): Promise<void>;
}

/** "Never", ns. */
const never = 2n ** 62n;
/** After a wake the thread looks for the next time this often, so that the main thread need not wake it by futex … */
const dozeMs = 0.5;
/** … and falls asleep for good after this many looks without one. */
const dozes = 200;
/**
 * A sleep ends this much later than asked for (timer slack and wake-up: 0.06 to 0.1 ms at the median, measured), so it is asked
 * to end that much earlier; what is left is spun away.
 */
const oversleepMs = 0.1;

// CommonJS text, because a worker needs a file or a string, and the .ts file does not exist after the build.
// words[0]: version, bumped to interrupt a sleep; words[1]: 1 = end. times[0]: wake at; times[1]: asleep until.
// Whoever stores first, thread ("until") or main ("at"), the other reads it: no wake is lost.
const source = `
const { workerData, parentPort } = require('node:worker_threads');
const words = new Int32Array(workerData, 0, 2);
const times = new BigInt64Array(workerData, 8, 2);
const oversleep = ${BigInt(oversleepMs * 1e6)}n;
let looks = ${dozes};
let slept = false;
for (;;) {
  const version = Atomics.load(words, 0);
  if (Atomics.load(words, 1) === 1) break;
  const now = process.hrtime.bigint();
  const at = Atomics.load(times, 0);
  if (at <= now) {
    if (Atomics.compareExchange(times, 0, at, ${never}n) === at) parentPort.postMessage(0);
    looks = 0;
    slept = false;
    continue;
  }
  // Spun away only behind a sleep: times denser than a sleep is exact would keep the core.
  if (slept && at - now <= oversleep) continue;
  const dozing = at === ${never}n && looks++ < ${dozes};
  slept = !dozing && at !== ${never}n && at - now > oversleep;
  const until = dozing ? now + ${BigInt(dozeMs * 1e6)}n : slept ? at - oversleep : at;
  Atomics.store(times, 1, until);
  if (Atomics.load(times, 0) >= until)
    Atomics.wait(words, 0, version, until === ${never}n ? Infinity : Number(until - now) / 1e6);
  Atomics.store(times, 1, 0n);
}
`;

/**
 * From the end of the thread's sleep to the main thread's turn an idle machine takes 0.1 to 0.4 ms: the main thread is woken that much
 * earlier and waits for what is left.
 */
const firstLeadMs = 0.15;

/** `onWake` runs on the main thread, once for each time that came, never before it. */
export function startWakeThread(onWake: () => void): WakeThread {
  const memory = new SharedArrayBuffer(24);
  const words = new Int32Array(memory, 0, 2);
  const times = new BigInt64Array(memory, 8, 2);
  Atomics.store(times, 0, never);
  const worker = new Worker(source, { eval: true, workerData: memory });
  const lead = createLead(firstLeadMs);
  /** The time that the main thread is woken early for, and how early. */
  let early: { readonly atMs: number; readonly byMs: number } | null = null;
  let waiting = false;
  let closed = false;
  worker.on('message', meet);
  worker.unref();

  /** Waits in turns of the loop, so that what the vendor sends meanwhile is not held up. */
  function meet(): void {
    if (closed) return;
    // A message may be older than the newest `wakeAt`: it comes before the lead of that one.
    const leftMs = early === null ? 0 : early.atMs - nowMs();
    const own = early !== null && leftMs <= early.byMs;
    if (own && !waiting) lead.learn(leftMs < 0);
    waiting = own && leftMs > 0;
    if (waiting) setImmediate(meet);
    else onWake();
  }

  function interrupt(): void {
    Atomics.add(words, 0, 1);
    Atomics.notify(words, 0);
  }

  return {
    wakeAt(atMs) {
      const byMs = atMs === null ? 0 : lead.before(atMs - nowMs());
      early = atMs === null || byMs === 0 ? null : { atMs, byMs };
      const at = atMs === null ? never : BigInt(monoNs(atMs - byMs));
      Atomics.store(times, 0, at);
      if (at < Atomics.load(times, 1)) interrupt();
    },
    async close() {
      closed = true;
      Atomics.store(words, 1, 1);
      interrupt();
      await worker.terminate();
    },
  };
}
