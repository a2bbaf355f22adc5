import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import type { MockSample } from '../contract/events.ts';

const periodMs = 1000;
/** perf_hooks measures delay by a timer of this period, which is part of what it reports. */
const resolutionMs = 10;

type Health = Pick<MockSample, 'loopP99Ms' | 'loopMaxMs' | 'gcMs'>;

export interface Sampler {
  close(): void;
}

/** Calls `onSample` once a second with the loop delay and GC time of that second. */
export function startSampler(onSample: (health: Health) => void): Sampler {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  let gcMs = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) gcMs += entry.duration;
  });
  observer.observe({ entryTypes: ['gc'] });

  const timer = setInterval(() => {
    onSample({
      loopP99Ms: overResolution(delay.percentile(99)),
      loopMaxMs: overResolution(delay.max),
      gcMs: round(gcMs),
    });
    delay.reset();
    gcMs = 0;
  }, periodMs);

  return {
    close() {
      clearInterval(timer);
      delay.disable();
      observer.disconnect();
    },
  };
}

function overResolution(ns: number): number {
  return round(Math.max(0, ns / 1e6 - resolutionMs));
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
