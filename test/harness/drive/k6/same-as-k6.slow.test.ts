import { describe, expect } from 'vitest';
import type { EngineJob } from '../../../../harness/drive/engine/job.ts';
import { type EngineOutcome, runEngine } from '../../../../harness/drive/engine/run-engine.ts';
import { runK6 } from '../../../../harness/drive/k6/run-k6.ts';
import { asset } from '../../../../package-root.ts';
import { scriptJob, serve, workerPath } from '../engine/support.ts';
import { k6Test } from './needs-k6.ts';

const keeperPath = asset(process.env.SP_TEST_DIST ?? 'dist', 'harness/drive/k6/keeper.js');

async function both(
  source: string,
  changes: Partial<EngineJob> = {},
): Promise<[EngineOutcome, EngineOutcome]> {
  const ours = await runEngine(await scriptJob(source, changes), { workerPath });
  const theirs = await runK6(await scriptJob(source, changes), { workerPath: keeperPath });
  return [ours, theirs];
}

const pause = 'const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));';
const counted = (outcome: EngineOutcome) => ({
  exitCode: outcome.exitCode,
  iterations: outcome.summary.iterations,
  dropped: outcome.summary.dropped,
  exceptions: outcome.summary.exceptions,
});

describe('the same script on the built-in engine and on stock k6', () => {
  k6Test('shared iterations, checks, custom metrics, thresholds on tags', async () => {
    const { url } = await serve((request, response) => {
      response.statusCode = request.url?.endsWith('3') ? 404 : 200;
      response.end('{"ok":true}');
    });
    const [ours, theirs] = await both(
      `import http from 'k6/http'; import exec from 'k6/execution'; import { check } from 'k6'; import { Counter, Trend } from 'k6/metrics';
       const seen = new Counter('seen'); const size = new Trend('size');
       export const options = { vus: 4, iterations: 40, thresholds: { 'seen{kind:b}': ['count==20'], http_req_failed: ['rate==0.1'], checks: ['rate>0.99'] } };
       export default async function () {
         const i = exec.scenario.iterationInTest;
         const r = await http.asyncRequest('GET', __ENV.URL + '/' + i % 10);
         check(r, { ok: (x) => x.status === 200 });
         seen.add(1, { kind: i % 2 ? 'a' : 'b' }); size.add(r.body.length);
       }`,
      { env: { URL: url } },
    );
    expect(counted(ours)).toEqual(counted(theirs));
    expect(ours.exitCode).toBe(99);
    for (const metric of ['http_reqs', 'seen', 'seen{kind:b}', 'iterations']) {
      expect(ours.summary.metrics[metric]?.values.count, metric).toBe(
        theirs.summary.metrics[metric]?.values.count,
      );
    }
    for (const metric of ['checks', 'http_req_failed']) {
      expect(ours.summary.metrics[metric]?.values, metric).toEqual(theirs.summary.metrics[metric]?.values);
    }
    expect(ours.summary.metrics.size?.values).toEqual(theirs.summary.metrics.size?.values);
  });

  k6Test('arrival rate with too few VUs: the same drops within 2', async () => {
    const [ours, theirs] = await both(`${pause}
      export const options = { scenarios: { a: { executor: 'constant-arrival-rate', rate: 50, duration: '2s', preAllocatedVUs: 2, maxVUs: 4 } } };
      export default async function () { await pause(500); }`);
    expect(Math.abs(ours.summary.dropped - theirs.summary.dropped)).toBeLessThanOrEqual(2);
    expect(ours.summary.iterations + ours.summary.dropped).toBe(100);
    expect(theirs.summary.iterations + theirs.summary.dropped).toBeGreaterThanOrEqual(99);
  });

  k6Test('a ramping arrival rate: the same iterations and drops', async () => {
    // Area under 0 → 40 → 40 → 10 per second: 20 + 40 + 25 = 85; the last may fall on the end (a race in k6).
    const ramp = (more: string) => `${pause}
      export const options = { scenarios: { a: { executor: 'ramping-arrival-rate', startRate: 0, timeUnit: '1s', ${more},
        stages: [{ duration: '1s', target: 40 }, { duration: '1s', target: 40 }, { duration: '1s', target: 10 }] } } };`;
    const [ours, theirs] = await both(
      `${ramp('preAllocatedVUs: 50')} export default async function () { await pause(100); }`,
    );
    expect([ours.summary.dropped, theirs.summary.dropped]).toEqual([0, 0]);
    expect(ours.summary.iterations).toBe(84);
    expect(Math.abs(theirs.summary.iterations - 84.5)).toBeLessThanOrEqual(0.5);

    const [scarce, theirsScarce] = await both(
      `${ramp('preAllocatedVUs: 2, maxVUs: 4')} export default async function () { await pause(500); }`,
    );
    expect(scarce.summary.iterations + scarce.summary.dropped).toBe(84);
    expect(Math.abs(scarce.summary.dropped - theirsScarce.summary.dropped)).toBeLessThanOrEqual(3);
    expect(scarce.summary.metrics.vus_max?.values.value).toBe(
      theirsScarce.summary.metrics.vus_max?.values.value,
    );
  });

  k6Test('ramping VUs: the same iterations, and the same interrupted by gracefulRampDown', async () => {
    const [ours, theirs] = await both(`${pause}
      import { Counter } from 'k6/metrics';
      const begun = new Counter('begun');
      export const options = { scenarios: { a: { executor: 'ramping-vus', startVUs: 0, gracefulRampDown: '100ms', gracefulStop: '5s',
        stages: [{ duration: '1s', target: 5 }, { duration: '1s', target: 5 }, { duration: '500ms', target: 0 }] } } };
      export default async function () { begun.add(1); await pause(430); }`);
    // VU n starts at n/5 s; all go on to 2 s and are let go one by one until 2.5 s.
    expect(Math.abs(ours.summary.iterations - theirs.summary.iterations)).toBeLessThanOrEqual(1);
    expect(
      Math.abs(
        (ours.summary.metrics.begun?.values.count ?? 0) - (theirs.summary.metrics.begun?.values.count ?? 0),
      ),
    ).toBeLessThanOrEqual(1);
    expect(ours.summary.metrics.vus_max?.values.value).toBe(5);
    expect(theirs.summary.metrics.vus_max?.values.value).toBe(5);
  });

  k6Test(
    'SP_ARRIVALS=poisson and sp_expected_ms: stock k6 takes the script, and says what it ignores',
    async () => {
      const { url } = await serve((_, response) => response.end('ok'));
      const source = `import http from 'k6/http';
      export const options = { scenarios: { a: { executor: 'constant-arrival-rate', rate: 100, duration: '1s', preAllocatedVUs: 20 } } };
      export default async function () { await http.asyncRequest('GET', __ENV.URL, null, { tags: { sp_expected_ms: '5' } }); }`;
      const logs: string[] = [];
      const job = await scriptJob(source, { env: { URL: url, SP_ARRIVALS: 'poisson' } });
      const theirs = await runK6(job, { workerPath: keeperPath, onLog: (line) => logs.push(line) });
      expect(theirs.exitCode).toBe(0);
      expect(theirs.summary.scenarios).toEqual([]);
      expect(logs.join('\n')).toContain('SP_ARRIVALS=poisson has no effect');
    },
  );

  k6Test('maxDuration and gracefulStop', async () => {
    const [ours, theirs] = await both(`${pause}
      export const options = { scenarios: { a: { executor: 'per-vu-iterations', vus: 2, iterations: 5, maxDuration: '1s', gracefulStop: '100ms' } } };
      export default async function () { await pause(__VU === 1 ? 700 : 5000); }`);
    expect(counted(ours)).toMatchObject({ exitCode: 0, iterations: 1 });
    expect(counted(ours)).toEqual(counted(theirs));
  });

  const endings: readonly (readonly [what: string, code: number, source: string])[] = [
    ['an exception in an iteration', 0, "export default function () { throw new Error('x'); }"],
    ['a rejected promise', 0, "export default async function () { throw new Error('x'); }"],
    [
      'test.fail()',
      110,
      "import exec from 'k6/execution'; export default function () { exec.test.fail('x'); }",
    ],
    [
      'an exception in setup',
      107,
      "export function setup() { throw new Error('x'); } export default function () {}",
    ],
    [
      'a setup that hangs',
      100,
      "export const options = { setupTimeout: '300ms' }; export async function setup() { await new Promise((r) => setTimeout(r, 9000)); } export default function () {}",
    ],
    [
      'a threshold without samples',
      99,
      "import { Counter } from 'k6/metrics'; new Counter('none'); export const options = { thresholds: { none: ['count>0'] } }; export default function () {}",
    ],
  ];
  for (const [what, code, source] of endings) {
    k6Test(`${what}: exit code ${code}`, async () => {
      const [ours, theirs] = await both(source);
      expect(theirs.exitCode).toBe(code);
      expect(counted(ours)).toEqual(counted(theirs));
    });
  }

  k6Test('test.abort(): 108', async () => {
    const [ours, theirs] = await both(
      "import exec from 'k6/execution'; export default function () { exec.test.abort('x'); }",
    );
    // k6 counts the aborting iteration as complete or not, by a race of its own.
    expect([ours.exitCode, theirs.exitCode]).toEqual([108, 108]);
  });

  k6Test('an interruption: 105', async () => {
    const source = `${pause} export const options = { duration: '60s' }; export default async function () { console.log('x'); await pause(60000); }`;
    const codes = [];
    for (const [run, path] of [[runEngine, workerPath] as const, [runK6, keeperPath] as const]) {
      const abort = new AbortController();
      const outcome = await run(await scriptJob(source), {
        workerPath: path,
        signal: abort.signal,
        onLog: () => abort.abort(),
      });
      codes.push(outcome.exitCode);
    }
    expect(codes).toEqual([105, 105]);
  });
});
