import type { EngineEvent, EngineIteration, EngineSample } from '../schema/artefacts.ts';
import { Histogram } from '../stats/histogram.ts';
import type { EngineRecord, LoopSecond } from './artefacts.ts';
import type { ErrorCounter } from './error-counter.ts';

/** Folds one events/engine-N file; custom metric samples go to `onSample`, open-model work to `onIteration`. */
export function engineFold(
  src: string,
  errors: ErrorCounter,
  onSample: (sample: EngineSample) => void,
  onIteration: (iteration: EngineIteration) => void = () => {},
): { readonly add: (event: EngineEvent) => void; readonly finish: () => EngineRecord } {
  let scenario = '';
  let iterations = 0;
  let dropped = 0;
  let endReason: string | null = null;
  const lateness = new Histogram();
  const loop: LoopSecond[] = [];
  return {
    add(event) {
      switch (event.kind) {
        case 'engine.started':
          scenario = event.scenario;
          return;
        case 'iteration':
          if (event.start !== null) lateness.record(event.start - event.due);
          onIteration(event);
          return;
        case 'sample':
          onSample(event);
          return;
        case 'engine.health':
          loop.push({
            atNs: event.mono_ns,
            loopP99Ms: event.loopP99Ms,
            loopMaxMs: event.loopMaxMs,
            gcMs: event.gcMs,
          });
          return;
        case 'engine.ended':
          iterations += event.iterations;
          dropped += event.dropped;
          endReason = event.reason;
          if (event.exception !== null)
            errors.add('harness', 'script-exception', event.scenario, event.mono_ns);
          return;
        default:
          return;
      }
    },
    finish: () => ({ src, scenario, iterations, dropped, lateness, loop, endReason }),
  };
}
