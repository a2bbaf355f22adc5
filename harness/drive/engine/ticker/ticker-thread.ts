import { parentPort, workerData } from 'node:worker_threads';
import type { ArrivalSpec } from '../arrivals/arrival-spec.ts';
import { arrivalTimes } from '../arrivals/arrival-times.ts';

/** What the main thread hands over. `flag[0]` = 1 asks the thread to end. */
export interface TickerData {
  readonly flag: Int32Array;
}
export interface TickerStart {
  readonly startNs: bigint;
  readonly spec: ArrivalSpec;
}

const port = parentPort;
const { flag } = workerData as TickerData;

/**
 * A sleep ends this much later than asked for (timer slack and wake-up: 0.06 to 0.1 ms at the median, measured), so it is asked
 * to end that much earlier; what is left is spun away. At 1,000/s that is 3 % of a core, and a third of the lateness.
 */
const oversleepMs = 0.1;

// Sleeps in Atomics.wait: a spinning loop would take a whole core from the vendor (docs/reference/scheduler.md).
function play({ startNs, spec }: TickerStart): void {
  const times = arrivalTimes(spec);
  let due = times.next();
  let passed = 0;
  let slept = false;
  while (due !== null) {
    const elapsedMs = Number(process.hrtime.bigint() - startNs) / 1e6;
    const waitMs = due - elapsedMs;
    if (waitMs > 0) {
      // Spun away only behind a sleep: arrivals denser than a sleep is exact would keep the core.
      if (slept && waitMs <= oversleepMs) {
        if (Atomics.load(flag, 0) === 1) return;
        continue;
      }
      slept = waitMs > oversleepMs;
      if (Atomics.wait(flag, 0, 0, slept ? waitMs - oversleepMs : waitMs) === 'not-equal') return;
      continue;
    }
    slept = false;
    while (due !== null && due <= elapsedMs) {
      passed += 1;
      due = times.next();
    }
    port?.postMessage(passed);
  }
}

port?.once('message', (start: TickerStart) => {
  play(start);
  port.close();
});
port?.postMessage('ready');
