import { expect, test } from 'vitest';
import { createWorker } from '../../../sut/agents/worker.ts';

test('wakes during a run lead to one more run, never to two at once', async () => {
  let active = 0;
  let runs = 0;
  const worker = createWorker(async () => {
    active += 1;
    expect(active).toBe(1);
    runs += 1;
    await new Promise((resolve) => setImmediate(resolve));
    active -= 1;
    return false;
  }, fail);
  worker.wake();
  for (let n = 0; n < 10; n += 1) worker.wake();
  await worker.idle();
  expect(runs).toBe(2);
  worker.wake();
  await worker.idle();
  expect(runs).toBe(3);
});

test('runs on while there is more, rests after a failure, and not at all after close', async () => {
  const errors: unknown[] = [];
  const script = [true, true, 'broken', false];
  let runs = 0;
  const worker = createWorker(
    async () => {
      const step = script[runs++];
      if (step === 'broken') throw new Error(step);
      return step === true;
    },
    (error) => errors.push(error),
  );
  worker.wake();
  await worker.idle();
  expect([runs, errors.length]).toEqual([3, 1]);
  worker.wake();
  await worker.idle();
  expect(runs).toBe(4);
  await worker.close();
  worker.wake();
  await worker.idle();
  expect(runs).toBe(4);
});

function fail(error: unknown): never {
  throw error;
}
