import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopDelayMs } from '../../../harness/check/loop-delay.ts';

const second = (loopP99Ms: number, loopMaxMs: number) => ({ atNs: 0, loopP99Ms, loopMaxMs, gcMs: 0 });

test('a hold of 400 ms in every other second that no second counts in its p99: met by one moment in a hundred', () => {
  const seconds = Array.from({ length: 20 }, (_, i) => second(1, i % 2 === 0 ? 400 : 2));
  // Arrivals within the hold's last 380 ms wait less than 380 ms; those of its first 20 ms are 1 % of two seconds.
  expect(loopDelayMs(seconds)).toBe(380);
});

test('a rare pause is not what one moment in a hundred meets', () => {
  const seconds = Array.from({ length: 30 }, (_, i) => second(1, i === 7 ? 60 : 2));
  expect(loopDelayMs(seconds)).toBe(1);
});

test('what the seconds count themselves stands', () => {
  expect(loopDelayMs([second(300, 300)])).toBe(300);
  expect(loopDelayMs([])).toBeNull();
});

test('property: as many moments wait longer than the result as a p99 leaves out', () => {
  const hold = fc.double({ min: 0, max: 900, noNaN: true });
  fc.assert(
    fc.property(fc.array(hold, { minLength: 1, maxLength: 200 }), (holds) => {
      const x = loopDelayMs(holds.map((ms) => second(0, ms))) ?? 0;
      const beyondMs = holds.reduce((sum, ms) => sum + Math.max(0, ms - x), 0);
      const leftOutMs = 10 * holds.length;
      if (x > 0) expect(beyondMs).toBeCloseTo(leftOutMs, 6);
      else expect(beyondMs).toBeLessThanOrEqual(leftOutMs + 1e-9);
    }),
  );
});
