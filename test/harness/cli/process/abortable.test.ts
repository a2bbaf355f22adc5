import { expect, test } from 'vitest';
import { abortable } from '../../../../harness/cli/process/abortable.ts';

test('the value, or the failure, of the work', async () => {
  const { signal } = new AbortController();
  expect(await abortable(Promise.resolve(7), signal)).toBe(7);
  await expect(abortable(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
});

test('an abort wins at once over work that never ends', async () => {
  const controller = new AbortController();
  const waiting = abortable(new Promise(() => {}), controller.signal);
  const reason = new Error('by hand');
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(abortable(new Promise(() => {}), controller.signal)).rejects.toBe(reason);
});
