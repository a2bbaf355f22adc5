import { type Finding, ok, warn } from '../finding.ts';

const rounds = 100;
/** A waking later than this at the 95th percentile would show in latencies of single milliseconds. */
const limitMs = 2;

/** How late a sleeping thread wakes (`Atomics.wait`, the engine's clock for open-model work). */
export function timer(): Finding {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const lateMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = performance.now();
    Atomics.wait(cell, 0, 0, 1);
    lateMs.push(performance.now() - before - 1);
  }
  lateMs.sort((a, b) => a - b);
  const p95 = lateMs[Math.floor(rounds * 0.95)] ?? 0;
  const text = `a 1 ms sleep ends ${Math.max(0, p95).toFixed(2)} ms late (p95 of ${rounds})`;
  if (p95 <= limitMs) return ok('timer', text);
  return warn('timer', text, 'Wait until the machine is idle, or use one that does not share its cores.');
}
