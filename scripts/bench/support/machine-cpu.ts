import { readFileSync } from 'node:fs';

/** Busy core-seconds of the whole machine since boot, from /proc/stat (ticks of 10 ms; idle and iowait are not busy). */
export function machineBusySec(): number {
  const ticks = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '')
    .trim()
    .split(/\s+/)
    .slice(1, 9)
    .map(Number);
  const idle = (ticks[3] ?? 0) + (ticks[4] ?? 0);
  return (ticks.reduce((sum, tick) => sum + tick, 0) - idle) / 100;
}

/** Cores that were busy over `ms` in which this process does nothing. */
export async function busyCores(ms: number): Promise<number> {
  const [beforeSec, startMs] = [machineBusySec(), performance.now()];
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ((machineBusySec() - beforeSec) * 1000) / (performance.now() - startMs);
}
