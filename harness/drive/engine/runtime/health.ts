import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';

/** perf_hooks' own timer: a delay of 10 ms reads as an idle loop, so it is taken off. */
const resolutionMs = 10;

export interface LoopHealth {
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  readonly gcMs: number;
}

/** Watches the engine's own event loop and garbage collection. */
export interface HealthMonitor {
  /** Since the last call. */
  read(): LoopHealth;
  stop(): void;
}

function overResolution(ns: number): number {
  return Number.isFinite(ns) ? Math.max(0, ns / 1e6 - resolutionMs) : 0;
}

export function startHealthMonitor(): HealthMonitor {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  let gcMs = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) gcMs += entry.duration;
  });
  observer.observe({ entryTypes: ['gc'] });
  return {
    read() {
      const health = {
        loopP99Ms: overResolution(delay.percentile(99)),
        loopMaxMs: overResolution(delay.max),
        gcMs,
      };
      delay.reset();
      gcMs = 0;
      return health;
    },
    stop() {
      delay.disable();
      observer.disconnect();
    },
  };
}
