import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import type { EngineJob } from '../../../../harness/drive/engine/job.ts';
import { type EngineHooks, runEngine } from '../../../../harness/drive/engine/run-engine.ts';
import { readEvents, scriptJob, workerPath } from './support.ts';

const pause = 'const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));';

function run(job: EngineJob, hooks: EngineHooks = {}) {
  return runEngine(job, { workerPath, ...hooks });
}

test('arrival rate: due times are the plan, drops are counted and grow one VU each', async () => {
  const job = await scriptJob(`
    ${pause}
    export const options = { scenarios: { open: { executor: 'constant-arrival-rate', rate: 50, duration: '1s', preAllocatedVUs: 1, maxVUs: 3, gracefulStop: '5s' } } };
    export default async function () { await pause(2000); }`);
  const { summary, exitCode } = await run(job);
  const iterations = readEvents(job).filter((event) => event.kind === 'iteration');
  expect(exitCode).toBe(0);
  expect(iterations.map(({ i }) => i).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 50 }, (_, i) => i),
  );
  const byIndex = iterations.toSorted((a, b) => a.i - b.i);
  const first = byIndex[0]?.due ?? 0;
  for (const { i, due } of byIndex) expect(Math.abs(due - first - i * 20_000)).toBeLessThanOrEqual(2);
  // Three VUs take one iteration each that never frees them; each unplanned VU costs a dropped iteration.
  expect(summary).toMatchObject({ iterations: 3, dropped: 47, interrupted: 0 });
  expect(byIndex.filter(({ start }) => start === null)).toHaveLength(47);
  expect(byIndex[1]?.start).toBeNull();
  for (const { start, end, due } of byIndex) {
    if (start === null || end === null) continue;
    expect(start).toBeGreaterThanOrEqual(due - 1);
    expect(end - start).toBeGreaterThanOrEqual(1_999_000);
  }
  expect(summary.metrics.dropped_iterations?.values.count).toBe(47);
});

test('an abort ends the run with 105 after teardown and handleSummary', async () => {
  const job = await scriptJob(`
    ${pause}
    export const options = { vus: 2, duration: '60s' };
    export default async function () { console.log('running'); await pause(60000); }
    export async function teardown() { await pause(1); console.log('teardown'); }
    export function handleSummary(data) { return { 'summary.json': JSON.stringify(data.state) }; }`);
  const abort = new AbortController();
  const logs: string[] = [];
  const pids: number[] = [];
  const { exitCode, summary, pid } = await run(job, {
    signal: abort.signal,
    onSpawn: (spawned) => pids.push(spawned),
    onLog: (line) => {
      logs.push(line);
      if (logs.length === 2) abort.abort();
    },
  });
  expect(exitCode).toBe(105);
  expect(summary).toMatchObject({ reason: 'interrupted', interrupted: 2, iterations: 0 });
  expect(logs.at(-1)).toContain('teardown');
  expect(existsSync(join(job.handleSummaryDir ?? '', 'summary.json'))).toBe(true);
  expect(pids).toEqual([pid]);
  expect(readEvents(job).at(-1)).toMatchObject({ kind: 'file.closed' });
  expect(readEvents(job).at(-2)).toMatchObject({ kind: 'engine.ended', reason: 'interrupted' });
});

test('the worker ends when its parent lets go of its stdin', async () => {
  const job = await scriptJob(`
    export const options = { duration: '60s' };
    export default async function () { console.log('running'); await new Promise((r) => setTimeout(r, 60000)); }`);
  const child = spawn(process.execPath, [workerPath], { stdio: ['pipe', 'ignore', 'pipe'] });
  child.stdin.write(`${JSON.stringify(job)}\n`);
  await once(createInterface({ input: child.stderr }), 'line');
  child.stdin.end();
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
});

test('a setup that throws is an outcome with 107, not an error', async () => {
  const job = await scriptJob(
    "export function setup() { throw new Error('no'); }\nexport default function () {}",
  );
  const { exitCode, summary } = await run(job);
  expect(exitCode).toBe(107);
  expect(summary.message).toContain('no');
});

test('a script that does not parse is SP_DRIVE_SCRIPT with its line', async () => {
  const job = await scriptJob('export default function () {}');
  writeFileSync(job.bundle, 'export default function () {\n  return ]\n}\n');
  await expect(run(job)).rejects.toMatchObject({
    id: 'SP_DRIVE_SCRIPT',
    message: expect.stringContaining('script.js:2:10'),
  });
});

test('samples, health and histograms are on disk, stamped with one clock', async () => {
  const startNs = Number(process.hrtime.bigint());
  const source = `
    import { Trend } from 'k6/metrics';
    const took = new Trend('took', true);
    ${pause}
    export const options = { vus: 1, duration: '2s', gracefulStop: '0s' };
    export default async function () { took.add(__ITER, { even: __ITER % 2 === 0 }); await pause(100); }`;
  const base = await scriptJob(source);
  const job: EngineJob = { ...base, scenarioId: 'media', histogramsDir: dirname(base.bundle) };
  const progress: number[] = [];
  const { summary } = await run(job, { onProgress: ({ iterations }) => progress.push(iterations) });
  const endNs = Number(process.hrtime.bigint());
  const events = readEvents(job);
  const samples = events.filter((event) => event.kind === 'sample');
  expect(samples.length).toBe(summary.metrics.took?.values.count);
  expect(samples[1]).toMatchObject({
    scenario: 'media',
    metric: 'took',
    type: 'trend',
    value: 1,
    tags: { even: 'false' },
  });
  expect(events.filter(({ kind }) => kind === 'engine.health').length).toBeGreaterThanOrEqual(1);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
  for (const { mono_ns } of events) {
    expect(mono_ns).toBeGreaterThan(startNs);
    expect(mono_ns).toBeLessThan(endNs);
  }
  expect(readFileSync(join(dirname(base.bundle), 'media.took.hlog'), 'utf8')).toContain('HIST');
  expect(progress.length).toBeGreaterThanOrEqual(1);
});
