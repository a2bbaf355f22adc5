import { expect, test } from 'vitest';
import { apiFold, apiMetric } from '../../../harness/record/api-fold.ts';
import { errorCounter } from '../../../harness/record/error-counter.ts';
import { type OpenCall, openCalls } from '../../../harness/record/open-calls.ts';
import { searchFold } from '../../../harness/record/search-fold.ts';
import type { EngineIteration, EngineSample } from '../../../harness/schema/artefacts.ts';

const envelope = { v: 1, run: 'r', src: 'engine-1', seq: 0, mono_ns: 0, wall_ms: 0 } as const;

function sampleOf(metric: string, ms: number, tags: Readonly<Record<string, string>>): EngineSample {
  return { ...envelope, kind: 'sample', scenario: 's', metric, type: 'trend', value: ms, tags };
}

function iteration(i: number, due: number, start: number | null): EngineIteration {
  return { ...envelope, kind: 'iteration', scenario: 's', i, due, start, end: start };
}

function joined(play: (calls: ReturnType<typeof openCalls>) => void): OpenCall[] {
  const found: OpenCall[] = [];
  const calls = openCalls('m', (call) => found.push(call));
  play(calls);
  calls.finish();
  return found;
}

const times = (calls: readonly OpenCall[]) =>
  calls.map(({ serviceUs, responseUs }) => [serviceUs, responseUs]);

test('response = how late the iteration began + what the script timed', () => {
  const calls = joined(({ sample, iteration: over }) => {
    sample('engine-1', sampleOf('m', 4, { i: '7' }));
    over('engine-1', iteration(7, 1000, 3500));
  });
  expect(times(calls)).toEqual([[4000, 6500]]);
});

test('ordinals of another engine, and of a later step, are other iterations', () => {
  const calls = joined(({ sample, iteration: over }) => {
    sample('engine-1', sampleOf('m', 1, { i: '0' }));
    sample('engine-2', sampleOf('m', 2, { i: '0' }));
    over('engine-2', iteration(0, 0, 100));
    over('engine-1', iteration(0, 0, 200));
    sample('engine-1', sampleOf('m', 3, { i: '0' }));
    over('engine-1', iteration(0, 9000, 9300));
  });
  expect(times(calls)).toEqual([
    [2000, 2100],
    [1000, 1200],
    [3000, 3300],
  ]);
});

test('dropped work is no call; without iterations (stock k6) response is service; other metrics are left alone', () => {
  const calls = joined(({ sample, iteration: over }) => {
    over('engine-1', iteration(0, 0, null));
    sample('engine-1', sampleOf('m', 5, { i: '1' }));
    sample('engine-1', sampleOf('other', 5, { i: '2' }));
  });
  expect(times(calls)).toEqual([[5000, 5000]]);
});

function call(tags: Readonly<Record<string, string>>, ms = 10): OpenCall {
  return { sample: sampleOf(apiMetric, ms, tags), serviceUs: ms * 1000, responseUs: ms * 1000 };
}

test('API calls are counted by name and step; every answer but success is an error', () => {
  const errors = errorCounter();
  const fold = apiFold(errors);
  expect(fold.finish()).toBeNull();
  fold.add(call({ name: 'reply', step: '1', ok: 'true', status: '202' }));
  fold.add(call({ name: 'reply', step: '2', ok: 'false', status: '503' }));
  fold.add(call({ name: 'list', step: '2', ok: 'false', status: '0' }));
  const record = fold.finish();
  const of = (tally: { calls: number; errors: number } | undefined) => [tally?.calls, tally?.errors];
  expect([of(record ?? undefined), of(record?.names.get('reply')), of(record?.steps.get(2))]).toEqual([
    [3, 2],
    [2, 1],
    [2, 2],
  ]);
  expect(errors.rows(0).map((row) => [row.origin, row.class, row.count])).toEqual([
    ['network', 'api-0', 1],
    ['vendor', 'api-503', 1],
  ]);
});

test('searches are folded by store, smallest first; a wrong result is no error and an error is not wrong', () => {
  const errors = errorCounter();
  const stores = [
    { name: '10k', messages: 10_000 },
    { name: '50k', messages: 50_000 },
  ];
  const fold = searchFold(errors, stores);
  const tags = { language: 'ko', class: 'rare', status: '200' };
  fold.add(call({ ...tags, store: '50k', ok: 'true', exact: 'true' }, 20));
  fold.add(call({ ...tags, store: '10k', ok: 'true', exact: 'false' }, 10));
  fold.add(call({ ...tags, store: '10k', ok: 'false', exact: 'false', status: '500' }, 30));
  const record = fold.finish([
    { name: 'load-history', startNs: 0, endNs: 1e9 },
    { name: 'search', startNs: 1e9, endNs: 2e9 },
    { name: 'load-history', startNs: 2e9, endNs: 5e9 },
  ]);
  expect(
    record?.stores.map(({ name, messages, queries, errors, wrong, loadMs }) => [
      name,
      messages,
      queries,
      errors,
      wrong,
      loadMs,
    ]),
  ).toEqual([
    ['10k', 10_000, 2, 1, 1, 1000],
    ['50k', 50_000, 1, 0, 0, 3000],
  ]);
  expect(errors.rows(0).map((row) => row.class)).toEqual(['search-500', 'search-wrong-result']);
});
