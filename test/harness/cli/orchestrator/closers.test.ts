import { expect, test } from 'vitest';
import { createClosers } from '../../../../harness/cli/orchestrator/closers.ts';

test('last first, each once, a failure keeps nobody waiting', async () => {
  const order: string[] = [];
  const problems: string[] = [];
  const closers = createClosers();
  closers.add('first', async () => void order.push('first'));
  closers.add('broken', () => Promise.reject(new Error('no')));
  closers.add('last', async () => void order.push('last'));
  await closers.closeAll((text) => problems.push(text));
  await closers.closeAll((text) => problems.push(text));
  expect(order).toEqual(['last', 'first']);
  expect(problems).toEqual(['broken: no']);
});
