import { expect, test } from 'vitest';
import { runScript } from '../support.ts';

const pause = 'const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));';

test('as many VUs as the stages say; those let go finish within gracefulRampDown, or are interrupted', async () => {
  // 3 VUs at once, 1 from 200 ms on: VU 2 and 3 are let go; theirs takes 900 ms and may take 100 ms longer.
  const { summary, logs } = await runScript(`${pause}
    export const options = { scenarios: { a: { executor: 'ramping-vus', startVUs: 3, gracefulRampDown: '100ms', gracefulStop: '5s',
      stages: [{ duration: '200ms', target: 3 }, { duration: '0s', target: 1 }, { duration: '500ms', target: 1 }] } } };
    export default async function () { await pause(__VU === 1 ? 900 : 30_000); console.log('done ' + __VU); }`);
  expect(logs).toEqual(['done 1']);
  expect(summary).toMatchObject({ exitCode: 0, iterations: 1, interrupted: 2, dropped: 0 });
});

test('a VU taken back before its iteration ended is the same one', async () => {
  const { summary, logs } = await runScript(`${pause}
    export const options = { scenarios: { a: { executor: 'ramping-vus', startVUs: 1, gracefulRampDown: '10s', gracefulStop: '0s',
      stages: [{ duration: '100ms', target: 1 }, { duration: '0s', target: 0 }, { duration: '100ms', target: 0 }, { duration: '0s', target: 1 }, { duration: '600ms', target: 1 }] } } };
    export default async function () { console.log(__VU + ':' + __ITER); await pause(500); }`);
  expect(logs).toEqual(['1:0', '1:1']);
  expect(summary).toMatchObject({ iterations: 1, interrupted: 1 });
});

test('the stages shortcut starts at `vus`', async () => {
  const { summary } = await runScript(`${pause}
    export const options = { vus: 2, stages: [{ duration: '300ms', target: 2 }] };
    export default async function () { await pause(1000); }`);
  expect(summary).toMatchObject({ iterations: 2, interrupted: 0 });
  expect(summary.scenarios[0]).toMatchObject({ executor: 'ramping-vus', model: 'closed' });
});
