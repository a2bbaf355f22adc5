import { expect, test } from 'vitest';
import { heartbeatDueMs, heartbeatLine, phaseLine } from '../../../../harness/cli/progress/plain-lines.ts';
import { initialProgress } from '../../../../harness/cli/progress/progress-state.ts';

test('heartbeats come after 10 s, 40 s, 100 s, then every 5 minutes', () => {
  expect([0, 1, 2, 3, 4].map(heartbeatDueMs)).toEqual([10_000, 40_000, 100_000, 400_000, 700_000]);
});

test('8 hours stay under 150 lines', () => {
  let beats = 0;
  while (heartbeatDueMs(beats) <= 8 * 3_600_000) beats += 1;
  expect(beats).toBeLessThan(150);
});

test('a phase line and a heartbeat of work', () => {
  const begun = {
    ...initialProgress('x', 0, null),
    phase: { name: 'media', index: 2, count: 3, startedAtMs: 0 },
  };
  expect(phaseLine(begun, 65_000)).toBe('[1:05] media (2 of 3)');
  const working = { ...begun, work: { done: 40, total: 1000, unit: 'files' } };
  expect(heartbeatLine(working, 65_000)).toBe('[1:05] media: 40 of 1,000 files');
  const endless = { ...begun, work: { done: 1234, total: null, unit: 'iterations, 40 % done, 12 VUs' } };
  expect(heartbeatLine(endless, 65_000)).toBe('[1:05] media: 1,234 iterations, 40 % done, 12 VUs');
});
