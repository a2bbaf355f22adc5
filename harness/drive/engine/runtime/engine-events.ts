import { type EventWriter, openEventWriter } from '../../../record/event-writer.ts';
import type {
  EngineEnded,
  EngineHealth,
  EngineIteration,
  EngineModel,
  EngineSample,
  EngineStarted,
} from '../../../schema/artefacts.ts';
import type { StormproofError } from '../../../schema/errors.ts';
import { encodeHistogram } from '../../../stats/hdr-codec.ts';
import type { OpenIteration } from '../executors/executor.ts';
import type { Metric, Tags } from '../metrics/registry.ts';
import { hrtimeAt } from '../ticker/hrtime-at.ts';
import type { NamedTimes } from './named-times.ts';

type Body<T> = Omit<T, 'v' | 'kind' | 'run' | 'src' | 'seq' | 'mono_ns' | 'wall_ms'>;

/** Typed writer of `events/engine-N.ndjson.gz`. */
export interface EngineEvents {
  started(fields: Body<EngineStarted>): void;
  model(fields: Body<EngineModel>): void;
  iteration(iteration: OpenIteration): void;
  times(times: NamedTimes): void;
  sample(metric: Metric, value: number, tags: Tags, scenario: string): void;
  health(fields: Body<EngineHealth>): void;
  ended(fields: Body<EngineEnded>): void;
  close(): Promise<void>;
}

export interface EngineEventsOptions {
  readonly dir: string | null;
  readonly file: string;
  readonly run: string;
  readonly scenarioId: string | null;
  readonly onError: (error: StormproofError) => void;
}

const nothing: EventWriter = {
  write: () => undefined,
  flush: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** Tags that a reader has elsewhere: the scenario is a field, and an empty group says nothing. */
export function ownTags(tags: Tags): Record<string, string> {
  const { scenario: _, group, ...own } = tags;
  return group === undefined || group === '' ? own : { ...own, group };
}

export async function openEngineEvents(options: EngineEventsOptions): Promise<EngineEvents> {
  const { dir, file, run, scenarioId, onError } = options;
  const writer = dir === null ? nothing : await openEventWriter({ dir, file, run, src: file, onError });
  let baseMs = performance.now();
  const us = (ms: number): number => Math.round((ms - baseMs) * 1000);

  return {
    started(fields) {
      baseMs = performance.now();
      writer.write('engine.started', fields, Number(hrtimeAt(baseMs)));
    },
    model: (fields) => writer.write('engine.model', fields),
    iteration({ scenario, i, dueMs, startMs, endMs }) {
      const fields: Body<EngineIteration> = {
        scenario: scenarioId ?? scenario,
        i,
        due: us(dueMs),
        start: startMs === null ? null : us(startMs),
        end: endMs === null ? null : us(endMs),
      };
      writer.write('iteration', fields);
    },
    times({ histogram, ...fields }) {
      writer.write('engine.times', { ...fields, histogram: encodeHistogram(histogram) });
    },
    sample(metric, value, tags, scenario) {
      const fields: Body<EngineSample> = {
        scenario: scenarioId ?? scenario,
        metric: metric.name,
        type: metric.type,
        value,
        tags: ownTags(tags),
      };
      writer.write('sample', fields);
    },
    health: (fields) => writer.write('engine.health', fields),
    ended: (fields) => writer.write('engine.ended', fields),
    close: () => writer.close(),
  };
}
