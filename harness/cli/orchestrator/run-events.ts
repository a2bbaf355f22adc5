import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openEventWriter } from '../../record/event-writer.ts';
import type { PointReason } from '../../schema/capacity.ts';
import type { StormproofError } from '../../schema/errors.ts';

/** events/run.ndjson.gz: phases, and once a second the orchestrator's own event loop. */
export interface RunEvents {
  started(phase: string, note?: string): void;
  ended(phase: string, note?: string): void;
  skipped(phase: string, note: string): void;
  /** A point of the capacity search is about to be played. */
  point(point: {
    readonly plan: string;
    readonly ratePerSec: number;
    readonly agents?: number;
    readonly reason: PointReason;
  }): void;
  /** Resolves when everything so far is on disk. Rejects with SP_RECORD_IO. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const sampleMs = 1000;
/** The monitor samples by a timer of this period and counts it in: it is taken off again. */
const resolutionMs = 10;

/** Opens the emitter `run`. Throws SP_RECORD_IO; a later failure goes to `onError`. */
export async function openRunEvents(
  eventsDir: string,
  run: string,
  onError: (error: StormproofError) => void,
): Promise<RunEvents> {
  const writer = await openEventWriter({ dir: eventsDir, file: 'run', run, src: 'orchestrator', onError });
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  const timer = setInterval(() => {
    writer.write('orchestrator.health', {
      loopP99Ms: loopMs(delay.percentile(99)),
      loopMaxMs: loopMs(delay.max),
    });
    delay.reset();
  }, sampleMs);
  timer.unref();
  const phase = (name: string, state: 'started' | 'ended' | 'skipped', note: string | null) =>
    writer.write('phase', { phase: name, state, note });
  return {
    started: (name, note) => phase(name, 'started', note ?? null),
    ended: (name, note) => phase(name, 'ended', note ?? null),
    skipped: (name, note) => phase(name, 'skipped', note),
    point: (point) => writer.write('capacity.point', point),
    flush: writer.flush,
    close: async () => {
      clearInterval(timer);
      delay.disable();
      await writer.close();
    },
  };
}

function loopMs(ns: number): number {
  return Number.isFinite(ns) ? Math.max(0, ns / 1e6 - resolutionMs) : 0;
}
