import { expect, test } from 'vitest';
import { workOf } from '../../../../harness/cli/orchestrator/tell-work.ts';

test('the planned work says how much faster than real hours it is played', () => {
  // 10 orders at 300 an hour and 30 at 800, 60 times as fast: 2 s, a gap of 1 s, 2.25 s.
  expect(workOf('orders', 'smoke')).toEqual({ scenario: 'orders', count: 40, ms: 5250, timeScale: 60 });
  expect(workOf('orders', 'standard').timeScale).toBe(1);
  expect(workOf('media', 'smoke')).toEqual({ scenario: 'media', count: 100, ms: 0, timeScale: 1 });
});
