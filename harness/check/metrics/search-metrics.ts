import type { SearchRecord, SearchStore } from '../../record/artefacts.ts';
import { oneSidedBounds } from '../../stats/proportion.ts';
import { ratio } from '../../stats/truncate.ts';
import { addLatency } from './latency-metrics.ts';
import { countMetric, type MetricMap, ratioMetric, timeMetric } from './metric.ts';
import { quantileBounds, quantileRatio } from './quantile-ratio.ts';

/** Figures of the history search, store by store. Open model: times from the intended time. */
export function addSearch(metrics: MetricMap, { stores }: SearchRecord): void {
  const sum = (pick: (store: SearchStore) => number): number =>
    stores.reduce((total, store) => total + pick(store), 0);
  const queries = sum((store) => store.queries);
  const errors = sum((store) => store.errors);
  const wrong = sum((store) => store.wrong);
  const right = queries - errors - wrong;
  metrics.set('search.queries', countMetric(queries, queries));
  metrics.set('search.errors', countMetric(errors, queries));
  metrics.set('search.wrong', countMetric(wrong, queries));
  metrics.set(
    'search.recall',
    ratioMetric(ratio(right, queries), queries, queries > 0 ? oneSidedBounds(right, queries) : null),
  );
  for (const store of stores) addStore(metrics, `search.${store.name}`, store);
  const [largest, smaller] = [...stores].reverse();
  if (largest === undefined) return;
  addStore(metrics, 'search.largest', largest);
  const growth = smaller === undefined ? null : quantileRatio(largest.response, smaller.response, 0.95);
  metrics.set('search.ratio', ratioMetric(growth?.ratio ?? null, growth?.n ?? 0, growth?.interval ?? null));
}

function addStore(metrics: MetricMap, prefix: string, store: SearchStore): void {
  const { queries, response } = store;
  metrics.set(`${prefix}.messages`, countMetric(store.messages, store.messages));
  metrics.set(`${prefix}.load`, timeMetric(store.loadMs === null ? null : store.loadMs * 1000, 1));
  metrics.set(`${prefix}.queries`, countMetric(queries, queries));
  metrics.set(`${prefix}.errors`, countMetric(store.errors, queries));
  metrics.set(`${prefix}.wrong`, countMetric(store.wrong, queries));
  addLatency(metrics, `${prefix}.response`, response);
  addLatency(metrics, `${prefix}.service`, store.service);
  for (const [language, times] of sorted(store.languages))
    addLatency(metrics, `${prefix}.language.${language}`, times);
  for (const [termClass, times] of sorted(store.classes))
    addLatency(metrics, `${prefix}.term.${termClass}`, times);
  // Searches come one by one and rarely meet: near independent.
  const p95 = metrics.get(`${prefix}.response.p95`);
  const bounds = quantileBounds(response, 0.95, 0.95);
  if (p95 === undefined || p95.value === null || bounds === null) return;
  metrics.set(
    `${prefix}.response.p95`,
    timeMetric(bounds.value, response.total, { low: bounds.low, high: bounds.high, confidence: 0.95 }),
  );
}

function sorted<T>(parts: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...parts].sort(([a], [b]) => (a < b ? -1 : 1));
}
