import { expect, test } from 'vitest';
import { initialProgress, type ProgressState } from '../../../../harness/cli/progress/progress-state.ts';
import { maxFrameLines, renderFrame } from '../../../../harness/cli/progress/render-frame.ts';
import type { PlanStatus } from '../../../../mock-whatsapp/contract/plan.ts';

const status: PlanStatus = {
  id: 'rush',
  state: 'playing',
  planned: 54_000,
  injected: 1234,
  acked: 1200,
  answered: 1199,
  open: 35,
  duplicated: 0,
  wrong: 0,
  elapsedMs: 8000,
  recentP50Ms: 8.42,
  recentP99Ms: 1230,
};
const state: ProgressState = {
  ...initialProgress('Reference SCRM · smoke', 0, 80_000),
  phase: { name: 'rush', index: 4, count: 8, startedAtMs: 15_000 },
  plan: status,
  notices: ['baseline p99 63 ms'],
};
const plain = { columns: 200, color: false };

test('who, which phase, how far, how long still', () => {
  expect(renderFrame(state, 20_000, plain)).toEqual([
    'Reference SCRM · smoke · rush (4 of 8) · 0:20, about 1:00 left',
    '  asks: planned 54,000 · injected 1,234 · answered 1,199 · open 35',
    '  answers of the last second: p50 8.42 ms · p99 1.23 s',
    '  baseline p99 63 ms',
  ]);
});

test('duplicates and wrong answers are said once there are any', () => {
  const odd = { ...state, plan: { ...status, duplicated: 2, wrong: 1 } };
  expect(renderFrame(odd, 20_000, plain)[1]).toContain('duplicated 2 · wrong 1');
});

test('a longer run than expected does not count below zero', () => {
  expect(renderFrame(state, 90_000, plain)[0]).toContain('1:30, about to end');
});

test('never wider than the terminal, never more than 24 lines', () => {
  const long = {
    ...state,
    notices: Array.from({ length: 100 }, (_, index) => `notice ${index} `.repeat(30)),
  };
  const lines = renderFrame(long, 20_000, { columns: 40, color: false });
  expect(lines).toHaveLength(maxFrameLines);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
});

test('colour only where it is wanted', () => {
  expect(renderFrame(state, 0, plain).join('')).not.toContain('\u001b');
  expect(renderFrame(state, 0, { columns: 200, color: true })[0]).toContain('\u001b[1m');
});
