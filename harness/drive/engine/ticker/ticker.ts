import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { arrivalTimes } from '../arrivals/arrival-times.ts';
import type { TickerData, TickerStart } from './ticker-thread.ts';

/** Work that is due: its ordinal from 0 and its intended time, ms from the plan's start. */
export type OnDue = (index: number, dueMs: number) => void;

/** A clock for open-model work, on a sleeping helper thread. */
export interface Ticker {
  /** Calls `onDue` for each arrival of the plan, in order, at or after its time. Once. */
  start(plan: TickerStart, onDue: OnDue): void;
  /** Calls `onDue` for every arrival it has not been called for, whatever their time: to account for what never came. */
  flush(): void;
  /** No more calls; ends the thread. */
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
  let advance: (upTo: number) => void = () => undefined;

  return {
    start(plan, onDue) {
      // Thread and main walk along the same stream: only a count crosses.
      const times = arrivalTimes(plan.spec);
      let passed = 0;
      advance = (upTo) => {
        while (passed < upTo && Atomics.load(flag, 0) === 0) {
          const due = times.next();
          if (due === null) return;
          passed += 1;
          onDue(passed - 1, due);
        }
      };
      thread.on('message', advance);
      thread.postMessage(plan);
    },
    flush: () => advance(Number.POSITIVE_INFINITY),
    stop() {
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
      void thread.terminate();
    },
  };
}
