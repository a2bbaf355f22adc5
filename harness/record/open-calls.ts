import type { EngineIteration, EngineSample } from '../schema/artefacts.ts';

/** One piece of an open-model scenario that measured a single call, µs. */
export interface OpenCall {
  readonly sample: EngineSample;
  /** As the script timed it. */
  readonly serviceUs: number;
  /** From the intended time: how late it began + service. Equals service where the engine tells no intended times (k6). */
  readonly responseUs: number;
}

/**
 * Joins the samples of `metric` with the iterations they belong to by the tag `i` (the iteration's ordinal), file by file.
 * Memory grows with the calls in flight; on stock k6, which records no iterations, with the calls.
 */
export function openCalls(
  metric: string,
  onCall: (call: OpenCall) => void,
): {
  readonly sample: (file: string, sample: EngineSample) => void;
  readonly iteration: (file: string, iteration: EngineIteration) => void;
  readonly finish: () => void;
} {
  const waiting = new Map<string, EngineSample>();
  const call = (sample: EngineSample, latenessUs: number): void => {
    const serviceUs = sample.value * 1000;
    onCall({ sample, serviceUs, responseUs: serviceUs + Math.max(0, latenessUs) });
  };
  return {
    sample(file, sample) {
      if (sample.metric === metric) waiting.set(`${file} ${sample.tags.i}`, sample);
    },
    iteration(file, { i, due, start }) {
      const key = `${file} ${i}`;
      const sample = waiting.get(key);
      if (sample === undefined || start === null) return;
      waiting.delete(key);
      call(sample, start - due);
    },
    finish() {
      for (const sample of waiting.values()) call(sample, 0);
      waiting.clear();
    },
  };
}
