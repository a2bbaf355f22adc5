import { expect, test } from 'vitest';
import { clockFold } from '../../../harness/record/clock-fold.ts';

/** Samples a second apart whose wall clock is `offsetsMs` ahead of what the first second says. */
function stepOf(offsetsMs: readonly number[], kind = 'mock.sample'): number | null {
  const fold = clockFold();
  offsetsMs.forEach((offsetMs, second) => {
    fold.add({
      v: 1,
      kind,
      run: 'r',
      src: 'mock',
      seq: second,
      mono_ns: second * 1e9,
      wall_ms: 1_700_000_000_000 + second * 1000 + offsetMs,
    });
  });
  return fold.stepMs;
}

test('a step lasts: 90 s forward, or half a second back', () => {
  expect(stepOf([0, 0, 0, 0, 90_000, 90_000, 90_000])).toBeCloseTo(90_000);
  expect(stepOf([0, 0, 0, -500, -500, -500])).toBeCloseTo(500);
});

test('a process put aside between its two readings shifts one sample, not the clock', () => {
  expect(stepOf([0, 0, 0, 400, 0, 0, 0])).toBeCloseTo(0);
});

test('slewing by 0.5 ms a second for a minute is no step', () => {
  expect(stepOf(Array.from({ length: 60 }, (_, second) => second * 0.5))).toBeLessThan(2);
});

test('below six samples, and of events stamped later than they happened, nothing is said', () => {
  expect(stepOf([0, 0, 0, 90_000, 90_000])).toBeNull();
  expect(stepOf([0, 0, 0, 90_000, 90_000, 90_000], 'plan.started')).toBeNull();
});
