import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TickerData, TickerStart } from './ticker-thread.ts';

/** A clock for open-model work, on a sleeping helper thread. */
export interface Ticker {
  /** Calls `onDue(i)` for each i in 0 … count − 1, in order, at or after start + i × period. */
  start(plan: TickerStart, onDue: (index: number) => void): void;
  stop(): void;
}

/** Starts the thread; it is ready to tick when the promise resolves. */
export async function createTicker(): Promise<Ticker> {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const data: TickerData = { flag };
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const thread = new Worker(new URL(`./ticker-thread.${extension}`, import.meta.url), { workerData: data });
  await once(thread, 'message');
  thread.unref();

  return {
    start(plan, onDue) {
      let next = 0;
      thread.on('message', (upTo: number) => {
        while (next <= upTo && Atomics.load(flag, 0) === 0) {
          onDue(next);
          next += 1;
        }
      });
      thread.postMessage(plan);
    },
    stop() {
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
      void thread.terminate();
    },
  };
}
