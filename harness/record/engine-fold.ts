import type {
  EngineEvent,
  EngineIteration,
  EngineModel,
  EngineSample,
  EngineTimes,
} from '../schema/artefacts.ts';
import { decodeHistogram } from '../stats/hdr-codec.ts';
import { Histogram } from '../stats/histogram.ts';
import type { EngineRecord, LoopSecond } from './artefacts.ts';
import type { ErrorCounter } from './error-counter.ts';
import { scriptedAsksFold } from './scripted-asks-fold.ts';

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
  const models: EngineModel[] = [];
  const times: EngineTimes[] = [];
  const asks = scriptedAsksFold();
  const loop: LoopSecond[] = [];
  let exhausted = 0;
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
        case 'engine.model':
          models.push(event);
          return;
        case 'engine.times':
          times.push(event);
          return;
        case 'sample':
          asks.add(event);
          onSample(event);
          return;
        case 'engine.health':
          loop.push({
            atNs: event.mono_ns,
            loopP99Ms: event.loopP99Ms,
            loopMaxMs: event.loopMaxMs,
            gcMs: event.gcMs,
          });
          exhausted = Math.max(exhausted, event.exhausted ?? 0);
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
    finish: () => ({
      src,
      scenario,
      models,
      times: times.map((event) => ({
        scenario: event.scenario,
        model: models.find((model) => model.scenario === event.scenario)?.model ?? 'closed',
        operation: event.operation,
        part: event.part,
        histogram: decodeHistogram(event.histogram),
      })),
      scriptedAsks: asks.finish(),
      iterations,
      dropped,
      lateness,
      loop,
      exhausted,
      endReason,
    }),
  };
}
