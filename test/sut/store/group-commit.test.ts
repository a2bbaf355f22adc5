import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGroupCommit } from '../../../sut/store/group-commit.ts';

test('submissions of one window share a batch; each gets its own results', async () => {
  const batches: (readonly number[])[] = [];
  const lane = createGroupCommit<number, string>({
    windowMs: 5,
    maxInFlight: 2,
    maxItems: 100,
    write: async (items) => {
      batches.push(items);
      return items.map((item) => `r${item}`);
    },
  });
  const results = await Promise.all([lane.submit([1, 2]), lane.submit([]), lane.submit([3])]);
  expect(results).toEqual([['r1', 'r2'], [], ['r3']]);
  expect(batches).toEqual([[1, 2, 3]]);
});

test('never more than maxInFlight batches, and none above maxItems but a single larger submission', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 40 }),
      async (sizes) => {
        let inFlight = 0;
        let most = 0;
        const batches: number[] = [];
        const lane = createGroupCommit<number, number>({
          windowMs: 0,
          maxInFlight: 2,
          maxItems: 8,
          write: async (items) => {
            inFlight += 1;
            most = Math.max(most, inFlight);
            batches.push(items.length);
            await new Promise((resolve) => setImmediate(resolve));
            inFlight -= 1;
            return items.map((item) => item * 2);
          },
        });
        let next = 0;
        const submissions = sizes.map((size) => Array.from({ length: size }, () => next++));
        const results = await Promise.all(submissions.map((items) => lane.submit(items)));
        expect(results).toEqual(submissions.map((items) => items.map((item) => item * 2)));
        expect(most).toBeLessThanOrEqual(2);
        for (const size of batches) expect(size <= 8 || sizes.includes(size)).toBe(true);
        expect(lane.pending).toBe(0);
        await lane.idle();
      },
    ),
    { numRuns: 40 },
  );
});

test('a failure hits its own submission only where the error is isolated', async () => {
  const lane = createGroupCommit<string, string>({
    windowMs: 2,
    maxInFlight: 1,
    maxItems: 100,
    isolate: (error) => (error as Error).message === 'bad item',
    write: async (items) => {
      if (items.includes('bad')) throw new Error('bad item');
      if (items.includes('down')) throw new Error('server down');
      return items;
    },
  });
  const first = await Promise.allSettled([lane.submit(['a']), lane.submit(['bad']), lane.submit(['b'])]);
  expect(first.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const second = await Promise.allSettled([lane.submit(['a']), lane.submit(['down'])]);
  expect(second.map((result) => result.status)).toEqual(['rejected', 'rejected']);
  expect(lane.pending).toBe(0);
});
