import type { ProcStat } from './host-proc.ts';

export interface CpuUse {
  readonly userMs: number;
  readonly systemMs: number;
}

/**
 * Adds up the CPU of a changing set of processes: the total never falls when one of them ends. A process that was
 * already running at the first look counts with what it has used so far; what one uses between the last look and
 * its end is not seen.
 */
export function createCpuTotal(): (stats: readonly ProcStat[]) => CpuUse {
  let seen = new Map<string, ProcStat>();
  let userMs = 0;
  let systemMs = 0;
  return (stats) => {
    const now = new Map<string, ProcStat>();
    for (const stat of stats) {
      // A pid may be given to another process.
      const key = `${stat.pid}:${stat.startTicks}`;
      const before = seen.get(key);
      userMs += stat.cpuUserMs - (before?.cpuUserMs ?? 0);
      systemMs += stat.cpuSystemMs - (before?.cpuSystemMs ?? 0);
      now.set(key, stat);
    }
    seen = now;
    return { userMs, systemMs };
  };
}
