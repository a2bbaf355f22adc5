import { expect, test } from 'vitest';
import { nextDuty } from '../../../../../harness/drive/faults/pressure/next-duty.ts';

/** A core on which others use `others`: what a burner of that duty makes of it. */
function settle(others: number, target: number, from: number): number {
  let duty = from;
  for (let step = 0; step < 20; step += 1) duty = nextDuty(duty, Math.min(1, others + duty), target);
  return Math.min(1, others + duty);
}

test('from either side the core comes to its target', () => {
  expect(settle(0.4, 0.85, 0)).toBeCloseTo(0.85, 3);
  expect(settle(0.4, 0.85, 1)).toBeCloseTo(0.85, 3);
});

test('a step of the others is gone by half at each step', () => {
  // 0.45 held 0.85 beside 0.4; the others rise to 0.5: busy 0.95, the duty gives back half of the 0.1.
  expect(nextDuty(0.45, 0.95, 0.85)).toBeCloseTo(0.4, 9);
});

test('others above the target leave the burner idle, never negative', () => {
  expect(settle(0.95, 0.85, 0.3)).toBeCloseTo(0.95, 9);
  expect(nextDuty(0, 1, 0.85)).toBe(0);
  expect(nextDuty(1, 0, 0.85)).toBe(1);
});
