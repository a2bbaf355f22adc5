import type { SearchSize } from '../schema/size-plan.ts';
import { Histogram } from '../stats/histogram.ts';
import type { Phase, SearchRecord, SearchStore } from './artefacts.ts';
import type { ErrorCounter } from './error-counter.ts';
import type { OpenCall } from './open-calls.ts';

/** Trend in ms per search, tags {i, store, language, class, status, ok, exact}: written by scenarios/history-search. */
export const searchMetric = 'sp_search';

/** Phase in which a store's history is loaded: never part of a measurement. */
export const loadPhase = 'load-history';

/** Folds the searches of history-search by store. */
export function searchFold(
  errors: ErrorCounter,
  stores: SearchSize['stores'],
): {
  readonly add: (call: OpenCall) => void;
  readonly finish: (phases: readonly Phase[]) => SearchRecord | null;
} {
  const found = new Map<string, SearchStore>();

  function storeOf(name: string): SearchStore {
    const known = found.get(name);
    if (known !== undefined) return known;
    const store: SearchStore = {
      name,
      messages: stores.find((planned) => planned.name === name)?.messages ?? 0,
      loadMs: null,
      queries: 0,
      errors: 0,
      wrong: 0,
      response: new Histogram(),
      service: new Histogram(),
      languages: new Map(),
      classes: new Map(),
    };
    found.set(name, store);
    return store;
  }

  return {
    add({ sample, serviceUs, responseUs }) {
      const { tags } = sample;
      const store = storeOf(tags.store ?? 'store');
      store.queries += 1;
      store.response.record(responseUs);
      store.service.record(serviceUs);
      part(store.languages, tags.language ?? 'unknown').record(responseUs);
      part(store.classes, tags.class ?? 'unknown').record(responseUs);
      if (tags.ok !== 'true') {
        store.errors += 1;
        const origin = tags.status === '0' ? 'network' : 'vendor';
        errors.add(origin, `search-${tags.status ?? 0}`, 'search', sample.mono_ns);
      } else if (tags.exact !== 'true') {
        store.wrong += 1;
        errors.add('vendor', 'search-wrong-result', 'search', sample.mono_ns);
      }
    },
    finish(phases) {
      if (found.size === 0) return null;
      // Stores are loaded in the order in which they are planned, each in a phase of its own.
      const loads = phases.filter(({ name }) => name === loadPhase);
      const sorted = [...found.values()].sort((a, b) => a.messages - b.messages);
      return {
        stores: sorted.map((store) => {
          const load = loads[stores.findIndex(({ name }) => name === store.name)];
          return { ...store, loadMs: load === undefined ? null : (load.endNs - load.startNs) / 1e6 };
        }),
      };
    },
  };
}

function part(parts: Map<string, Histogram>, name: string): Histogram {
  const known = parts.get(name) ?? new Histogram();
  parts.set(name, known);
  return known;
}
