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

// Sleeps in Atomics.wait: a spinning loop would take a whole core from the vendor (docs/reference/scheduler.md).
function play({ startNs, spec }: TickerStart): void {
  const times = arrivalTimes(spec);
  let due = times.next();
  let passed = 0;
  while (due !== null) {
    const elapsedMs = Number(process.hrtime.bigint() - startNs) / 1e6;
    if (due > elapsedMs) {
      if (Atomics.wait(flag, 0, 0, due - elapsedMs) === 'not-equal') return;
      continue;
    }
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
