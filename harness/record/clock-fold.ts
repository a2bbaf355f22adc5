import type { Envelope } from '../../mock-whatsapp/contract/events.ts';

/** Events stamped with both clocks in the moment they are written: the samples of every second. */
const stamped = new Set(['mock.sample', 'host.machine', 'orchestrator.health', 'engine.health']);

/**
 * Samples on either side of a step: a process that was put aside between its two readings shifts one sample, and the
 * median of three outvotes it.
 */
const side = 3;

/** Follows wall − monotonic clock of one emitter in O(1) memory. */
export function clockFold(): {
  readonly add: (event: Envelope<string>) => void;
  /** Largest lasting change so far, ms, whichever direction; null below six samples. */
  readonly stepMs: number | null;
} {
  const recent: number[] = [];
  let stepMs: number | null = null;
  return {
    add(event) {
      if (!stamped.has(event.kind)) return;
      recent.push(event.wall_ms - event.mono_ns / 1e6);
      if (recent.length > 2 * side) recent.shift();
      if (recent.length < 2 * side) return;
      const step = Math.abs(medianOfThree(recent.slice(side)) - medianOfThree(recent.slice(0, side)));
      stepMs = Math.max(stepMs ?? 0, step);
    },
    get stepMs() {
      return stepMs;
    },
  };
}

function medianOfThree(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[1] ?? 0;
}
