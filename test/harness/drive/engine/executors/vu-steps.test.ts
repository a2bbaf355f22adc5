import { expect, test } from 'vitest';
import { vuSteps } from '../../../../../harness/drive/engine/executors/vu-steps.ts';

const steps = (startVUs: number, ...stages: (readonly [durationMs: number, target: number])[]) =>
  vuSteps({ startVUs, stages: stages.map(([durationMs, target]) => ({ durationMs, target })) }).map(
    ({ atMs, vus }) => [atMs, vus],
  );

test('up and down in straight lines, one VU a step', () => {
  expect(steps(0, [3000, 3], [3000, 0])).toEqual([
    [0, 0],
    [1000, 1],
    [2000, 2],
    [3000, 3],
    [4000, 2],
    [5000, 1],
    [6000, 0],
  ]);
});

test('a stage of no length jumps, a level stage adds nothing', () => {
  expect(steps(2, [1000, 2], [0, 5], [1000, 5], [0, 1])).toEqual([
    [0, 2],
    [1000, 5],
    [2000, 1],
  ]);
});
