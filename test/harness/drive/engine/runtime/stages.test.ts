import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StormproofError } from '../../../../../harness/schema/errors.ts';
import { folder, runScript } from '../support.ts';

async function failure(source: string): Promise<StormproofError> {
  const error = await runScript(source).catch((caught: unknown) => caught);
  if (error instanceof StormproofError) return error;
  throw new Error('did not fail');
}

test('setup data reaches every VU as a copy of its own, and teardown as it was', async () => {
  const { logs } = await runScript(`
    export const options = { scenarios: { a: { executor: 'per-vu-iterations', vus: 2, iterations: 2 } } };
    export async function setup() { return { list: [1], when: new Date(0) }; }
    export default function (data) { data.list.push(__VU); console.log(JSON.stringify(data.list)); }
    export function teardown(data) { console.log('teardown ' + JSON.stringify(data)); }`);
  expect(logs.slice(0, -1).toSorted()).toEqual(['[1,1,1]', '[1,1]', '[1,2,2]', '[1,2]']);
  expect(logs.at(-1)).toBe('teardown {"list":[1],"when":"1970-01-01T00:00:00.000Z"}');
});

test('an exception in setup ends the run with 107 and no iteration', async () => {
  const { summary, events } = await runScript(`
    export function setup() { throw new Error('no database'); }
    export default function () { console.log('never'); }`);
  expect(summary).toMatchObject({ exitCode: 107, reason: 'exception', iterations: 0 });
  expect(summary.message).toMatch(/no database\n.*script\.ts:2/);
  expect(events.find(({ kind }) => kind === 'engine.ended')).toMatchObject({
    reason: 'exception',
    iterations: 0,
  });
});

test('a setup that hangs ends with 100', async () => {
  const { summary } = await runScript(`
    export const options = { setupTimeout: '50ms' };
    export async function setup() { await new Promise((resolve) => setTimeout(resolve, 60000)); }
    export default function () {}`);
  expect(summary.exitCode).toBe(100);
});

test('an exception at module level is a script error with its place', async () => {
  const error = await failure("const x = 1;\nthrow new Error('at the top');\nexport default function () {}");
  expect(error.id).toBe('SP_DRIVE_SCRIPT');
  expect(error.message).toMatch(/at the top\n.*script\.ts:2/);
});

test('options with two mistakes and a function that is not there: one error with every problem', async () => {
  const error = await failure(`
    export const options = { thresholds: { absent: ['count<1'] }, scenarios: { a: { executor: 'constant-vus', exec: 'nope' } } };
    export default function () {}`);
  expect(error.id).toBe('SP_DRIVE_OPTIONS');
  expect(error.exitCode).toBe(104);
  expect(error.problems).toHaveLength(3);
});

test('thresholds: failing ends with 99, abortOnFail ends the run early', async () => {
  const { summary } = await runScript(`
    import { Rate } from 'k6/metrics';
    const fine = new Rate('fine');
    export const options = { vus: 1, duration: '30s', thresholds: { fine: [{ threshold: 'rate>0.5', abortOnFail: true }] } };
    export default async function () { fine.add(false); await new Promise((resolve) => setTimeout(resolve, 10)); }`);
  expect(summary.exitCode).toBe(99);
  expect(summary.durationMs).toBeLessThan(20_000);
  expect(summary.thresholds).toMatchObject([{ metric: 'fine', source: 'rate>0.5', ok: false, value: 0 }]);
});

test('test.abort() interrupts everybody, runs teardown and ends with 108', async () => {
  const { summary, logs } = await runScript(`
    import exec from 'k6/execution';
    export const options = { vus: 2, duration: '30s' };
    export default async function () {
      if (__VU === 1) exec.test.abort('enough');
      await new Promise((resolve) => setTimeout(resolve, 60000));
      console.log('never');
    }
    export function teardown() { console.log('teardown'); }`);
  expect(summary).toMatchObject({
    exitCode: 108,
    reason: 'aborted',
    message: 'test aborted: enough',
    interrupted: 2,
  });
  expect(logs).toEqual(['teardown']);
});

test('test.fail() lets the run go on and ends with 110', async () => {
  const { summary } = await runScript(`
    import exec from 'k6/execution';
    export const options = { iterations: 3 };
    export default function () { exec.test.fail('not good'); }`);
  expect(summary).toMatchObject({ exitCode: 110, iterations: 3, message: 'not good' });
});

test('handleSummary gets the metrics and writes files as k6 does', async () => {
  const dir = folder();
  const { summary } = await runScript(
    `
    import { check, group } from 'k6';
    import { Trend } from 'k6/metrics';
    const took = new Trend('took', true);
    export const options = { iterations: 4, thresholds: { took: ['max<5', 'p(50)<1'] }, summaryTrendStats: ['max', 'p(75)'] };
    export default function () { took.add(__ITER); group('g', () => check(null, { even: () => __ITER % 2 === 0 })); }
    export function handleSummary(data) {
      return { stdout: 'four', 'out/data.json': JSON.stringify(data), 'bytes.bin': new Uint8Array([1, 2]).buffer };
    }`,
    { handleSummaryDir: dir },
  );
  const data = JSON.parse(readFileSync(join(dir, 'out/data.json'), 'utf8'));
  expect(data.metrics.took).toEqual({
    type: 'trend',
    contains: 'time',
    values: { max: 3, 'p(75)': 2 },
    thresholds: { 'max<5': { ok: true }, 'p(50)<1': { ok: false } },
  });
  expect(data.root_group.groups[0].checks[0]).toMatchObject({
    name: 'even',
    path: '::g::even',
    passes: 2,
    fails: 2,
  });
  expect([...readFileSync(join(dir, 'bytes.bin'))]).toEqual([1, 2]);
  expect(summary).toMatchObject({ exitCode: 99, stdout: 'four' });
  expect(summary.files).toHaveLength(2);
});

test('a script without handleSummary gets a text', async () => {
  const { summary } = await runScript(`
    import { check } from 'k6';
    export default function () { check(1, { one: (x) => x === 1 }); }`);
  expect(summary.stdout).toContain('✓ one');
  expect(summary.stdout).toMatch(/checks\.+: 100\.00% 1 out of 1/);
});
