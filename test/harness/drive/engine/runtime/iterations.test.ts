import { expect, test } from 'vitest';
import { runScript } from '../support.ts';

const pause = 'const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));';

test('a counter at module level differs per VU', async () => {
  const { logs } = await runScript(`
    let counter = 0;
    globalThis.shared = globalThis.shared ?? __VU;
    export const options = { scenarios: { a: { executor: 'per-vu-iterations', vus: 3, iterations: 4 } } };
    export default function () { counter += 1; console.log('vu ' + __VU + ' iter ' + __ITER + ' counter ' + counter + ' ' + globalThis.shared); }`);
  const expected = [1, 2, 3].flatMap((vu) =>
    [0, 1, 2, 3].map((i) => `vu ${vu} iter ${i} counter ${i + 1} ${vu}`),
  );
  expect(logs.toSorted()).toEqual(expected);
});

test('shared iterations: each number once, over all VUs', async () => {
  const { summary, logs } = await runScript(`
    import exec from 'k6/execution';
    ${pause}
    export const options = { vus: 3, iterations: 20 };
    export default async function () { await pause(1); console.log(String(exec.scenario.iterationInTest)); }`);
  expect(logs.map(Number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(summary).toMatchObject({ exitCode: 0, iterations: 20, dropped: 0 });
});

test('an iteration ends when its promise settled and nothing it started is pending', async () => {
  const { logs } = await runScript(`
    export const options = { iterations: 2 };
    export default function () {
      console.log('start ' + __ITER);
      setTimeout(() => {
        console.log('timer ' + __ITER);
        Promise.resolve().then(() => setTimeout(() => console.log('nested ' + __ITER), 5));
      }, 5);
      const cleared = setTimeout(() => console.log('never'), 5);
      clearTimeout(cleared);
    }`);
  expect(logs).toEqual(['start 0', 'timer 0', 'nested 0', 'start 1', 'timer 1', 'nested 1']);
});

test('what maxDuration leaves undone is dropped; what outlives gracefulStop is interrupted', async () => {
  const { summary, logs } = await runScript(`
    ${pause}
    export const options = { scenarios: { a: { executor: 'per-vu-iterations', vus: 2, iterations: 5, maxDuration: '1s', gracefulStop: '100ms' } } };
    export default async function () {
      if (__VU === 1) { await pause(700); return; }
      setInterval(() => undefined, 10);
      await pause(1);
      console.log('waits for its interval');
    }`);
  expect(logs).toEqual(['waits for its interval']);
  // VU 1: 700 ms, then one more that ends at 1.4 s > 1.1 s. VU 2: its first.
  expect(summary).toMatchObject({ iterations: 1, interrupted: 2, dropped: 7, exitCode: 0 });
});

test('gracefulStop lets a running iteration end', async () => {
  const { summary } = await runScript(`
    ${pause}
    export const options = { scenarios: { a: { executor: 'constant-vus', vus: 2, duration: '1s', gracefulStop: '2s' } } };
    export default async function () { await pause(1200); }`);
  expect(summary).toMatchObject({ iterations: 2, interrupted: 0 });
});

test('an exception ends the iteration, is counted and located; the run goes on with 0, as in k6', async () => {
  const { summary, logs } = await runScript(`
    ${pause}
    export const options = { iterations: 3 };
    export default async function () {
      await pause(1);
      if (__ITER === 0) setTimeout(() => { throw new RangeError('in a timer'); }, 1);
      if (__ITER === 1) throw new TypeError('boom');
    }`);
  expect(summary).toMatchObject({ exitCode: 0, iterations: 3, exceptions: 2 });
  expect(logs[0]).toMatch(/RangeError: in a timer\n.*script\.ts:6:\d+/);
  expect(logs[1]).toMatch(/TypeError: boom\n.*script\.ts:7:\d+/);
  expect(logs[1]).toContain('VU 1, iteration 1');
});

test('scenarios have functions, environment, tags and start times of their own', async () => {
  const { logs, events } = await runScript(
    `
    import { Counter } from 'k6/metrics';
    const seen = new Counter('seen');
    const common = { executor: 'per-vu-iterations' };
    export const options = { tags: { run: 'r' }, scenarios: {
      late: { ...common, exec: 'second', startTime: '300ms', env: { WHO: 'late' }, tags: { t: '2' } },
      early: { ...common, exec: 'first', env: { WHO: 'early' } },
    } };
    export function first() { console.log('first ' + __ENV.WHO + __ENV.ALL); seen.add(1, { own: 3 }); }
    export function second() { console.log('second ' + __ENV.WHO + __ENV.ALL); seen.add(1); }`,
    { env: { ALL: '!' } },
  );
  expect(logs).toEqual(['first early!', 'second late!']);
  const samples = events.flatMap((event) => (event.kind === 'sample' ? [[event.scenario, event.tags]] : []));
  expect(samples).toEqual([
    ['early', { run: 'r', own: '3' }],
    ['late', { run: 'r', t: '2' }],
  ]);
});
