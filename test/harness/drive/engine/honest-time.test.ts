import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runEngine } from '../../../../harness/drive/engine/run-engine.ts';
import { engineFold } from '../../../../harness/record/engine-fold.ts';
import { errorCounter } from '../../../../harness/record/error-counter.ts';
import { readHlog } from '../../../../harness/stats/hlog.ts';
import { readEvents, scriptJob, serve, workerPath } from './support.ts';

const pause = 'const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));';
const holdMs = 300;

test('open iterations: chains and HTTP calls have response, service and lateness apart', async () => {
  const { url } = await serve((request, response) => {
    if (request.url === '/slow') setTimeout(() => response.end('slow'), holdMs);
    else response.end('quick');
  });
  const base = await scriptJob(
    `import http from 'k6/http';
     export const options = { scenarios: { orders: { executor: 'ramping-arrival-rate', startRate: 10, stages: [{ target: 10, duration: '1s' }, { target: 0, duration: '0s' }, { target: 0, duration: '1s' }], preAllocatedVUs: 10 } } };
     export default async function () {
       await http.asyncRequest('GET', __ENV.URL + '/slow', null, { tags: { sp_expected_ms: '10' } });
       await http.asyncRequest('GET', __ENV.URL + '/quick');
       await http.asyncRequest('GET', __ENV.URL + '/quick');
     }`,
    { env: { URL: url } },
  );
  const job = { ...base, histogramsDir: join(base.eventsDir ?? '', 'histograms') };
  const { summary } = await runEngine(job, { workerPath });
  const fold = engineFold('engine-1', errorCounter(), () => undefined);
  for (const event of readEvents(job)) fold.add(event);
  const { models, times } = fold.finish();

  // Due at 100, 200 … 1,000 ms; the quiet second leaves room for a machine that stands still.
  expect(summary).toMatchObject({ iterations: 10, dropped: 0 });
  expect(models).toMatchObject([
    { scenario: 'orders', executor: 'ramping-arrival-rate', model: 'open', spacing: 'even' },
  ]);
  expect(models[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
  const of = (name: string) =>
    times.find(({ operation, part }) => `${operation}.${part}` === name)?.histogram;
  expect(of('iteration.response')?.total).toBe(10);
  expect(of('iteration.service')?.minUs).toBeGreaterThanOrEqual(holdMs * 1000);
  expect(of('http.service')?.total).toBe(30);
  // The third call follows one without an expectation: its intended start is unknown.
  expect(of('http.response')?.total).toBe(20);
  // The second call was intended 10 ms after the first and came when the first was over.
  expect(of('http.lateness')?.maxUs).toBeGreaterThanOrEqual((holdMs - 10) * 1000);
  expect(of('http.lateness')?.countAbove((holdMs - 10) * 1000 - 1000)).toBe(10);

  const files = readdirSync(job.histogramsDir).filter((name) => /^orders\.(iteration|http|ws)\./.test(name));
  expect(files.sort()).toEqual([
    'orders.http.lateness.hlog',
    'orders.http.response.hlog',
    'orders.http.service.hlog',
    'orders.iteration.lateness.hlog',
    'orders.iteration.response.hlog',
    'orders.iteration.service.hlog',
  ]);
  const [logged] = readHlog(readFileSync(join(job.histogramsDir, 'orders.http.service.hlog'), 'utf8'));
  expect(logged?.total).toBe(30);
  expect(summary.stdout).toContain('orders (ramping-arrival-rate): open model, even arrivals');
  expect(summary.scenarios[0]?.times['iteration.response']).toMatchObject({ n: 10, p50: null });
});

test('a closed loop is called so and has service times only', async () => {
  const { summary } = await runEngine(
    await scriptJob(`${pause}
      export const options = { vus: 2, iterations: 20 };
      export default async function () { await pause(1); }`),
    { workerPath },
  );
  expect(summary.scenarios).toMatchObject([
    { scenario: 'default', executor: 'shared-iterations', model: 'closed', spacing: null, hash: null },
  ]);
  expect(Object.keys(summary.scenarios[0]?.times ?? {})).toEqual(['iteration.service']);
  expect(summary.stdout).toContain('closed model: service times only');
  expect(summary.stdout).not.toContain('asks that the mock plays');
});

test('SP_ARRIVALS=poisson: the events hold the very plan the seed gives', async () => {
  const source = `
    export const options = { scenarios: { a: { executor: 'constant-arrival-rate', rate: 100, duration: '1s', preAllocatedVUs: 50 } } };
    export default function () {}`;
  const dues = [];
  for (const seed of ['5', '5', '6']) {
    const job = await scriptJob(source, { env: { SP_ARRIVALS: 'poisson', SP_SEED: seed } });
    await runEngine(job, { workerPath });
    const iterations = readEvents(job).filter((event) => event.kind === 'iteration');
    const sorted = iterations.map(({ due }) => due).sort((a, b) => a - b);
    dues.push(sorted.map((due) => due - (sorted[0] ?? 0)));
  }
  const [first = [], again = [], other = []] = dues;
  expect(again).toHaveLength(first.length);
  // Whole microseconds from another base: the difference of two may round either way.
  again.forEach((due, i) => {
    expect(Math.abs(due - (first[i] ?? Number.NaN))).toBeLessThanOrEqual(2);
  });
  expect(other).not.toEqual(first);
  const gaps = new Set(first.map((due, i) => due - (first[i - 1] ?? 0)));
  expect(gaps.size).toBeGreaterThan(first.length / 2);
});

test('SP_ARRIVALS with another word is refused before any load', async () => {
  const job = await scriptJob(
    `export const options = { scenarios: { a: { executor: 'constant-arrival-rate', rate: 1, duration: '1s', preAllocatedVUs: 1 } } };
     export default function () {}`,
    { env: { SP_ARRIVALS: 'lumpy' } },
  );
  await expect(runEngine(job, { workerPath })).rejects.toMatchObject({
    id: 'SP_DRIVE_OPTIONS',
    problems: ['scenarios.a: SP_ARRIVALS="lumpy": must be one of even, poisson'],
  });
});
