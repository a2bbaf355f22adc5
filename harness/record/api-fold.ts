import { Histogram } from '../stats/histogram.ts';
import type { ApiRecord, ApiTally } from './artefacts.ts';
import type { ErrorCounter } from './error-counter.ts';
import type { OpenCall } from './open-calls.ts';

/** Trend in ms per call, tags {i, name, step, status, ok}: written by scenarios/api-peak. */
export const apiMetric = 'sp_api_call';

/** Folds the calls of api-peak by name and by load step. */
export function apiFold(errors: ErrorCounter): {
  readonly add: (call: OpenCall) => void;
  readonly finish: () => ApiRecord | null;
} {
  const all = emptyTally();
  const names = new Map<string, ApiTally>();
  const steps = new Map<number, ApiTally>();
  return {
    add({ sample, responseUs }) {
      const { name = 'unknown', step = '1', ok, status = '0' } = sample.tags;
      for (const tally of [all, of(names, name), of(steps, Number(step))]) {
        tally.calls += 1;
        tally.response.record(responseUs);
        if (ok !== 'true') tally.errors += 1;
      }
      if (ok !== 'true')
        errors.add(status === '0' ? 'network' : 'vendor', `api-${status}`, 'api', sample.mono_ns);
    },
    finish() {
      if (all.calls === 0) return null;
      return {
        ...all,
        names: new Map([...names].sort(([a], [b]) => (a < b ? -1 : 1))),
        steps: new Map([...steps].sort(([a], [b]) => a - b)),
      };
    },
  };
}

function emptyTally(): ApiTally {
  return { calls: 0, errors: 0, response: new Histogram() };
}

function of<Key>(tallies: Map<Key, ApiTally>, key: Key): ApiTally {
  const known = tallies.get(key) ?? emptyTally();
  tallies.set(key, known);
  return known;
}
