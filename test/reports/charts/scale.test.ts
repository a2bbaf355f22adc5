import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum, worst } from '../../../reports/charts/merge-windows.ts';
import { linear, log, logTicks, ticks, timeTicks } from '../../../reports/charts/scale.ts';

test('linear and log map ends to ends', () => {
  expect([linear([0, 10], [100, 0])(0), linear([0, 10], [100, 0])(10)]).toEqual([100, 0]);
  expect([log([1, 1000], [0, 300])(10), log([1, 1000], [0, 300])(0)].map(Math.round)).toEqual([100, 0]);
});

test('ticks are round numbers inside the range', () => {
  expect(ticks(0, 448, 5)).toEqual([0, 100, 200, 300, 400]);
  expect(ticks(0, 0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(ticks(5, 5, 3)).toEqual([5]);
  expect(timeTicks(360_000)).toEqual([0, 60_000, 120_000, 180_000, 240_000, 300_000, 360_000]);
});

test('a log axis holds its values, with three to seven ticks', () => {
  const span = fc.tuple(
    fc.double({ min: 0.01, max: 1e5, noNaN: true }),
    fc.double({ min: 1, max: 1e4, noNaN: true }),
  );
  fc.assert(
    fc.property(span, ([low, factor]) => {
      const axis = logTicks(low, low * factor);
      expect(axis.domain[0]).toBeLessThanOrEqual(low * (1 + 1e-9));
      expect(axis.domain[1]).toBeGreaterThanOrEqual(low * factor * 0.999);
      expect(axis.ticks.length).toBeLessThanOrEqual(8);
      expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
    }),
  );
});

test('merging keeps the total and the maximum', () => {
  const values = fc.array(fc.option(fc.integer({ min: 0, max: 1e6 })), { minLength: 1, maxLength: 500 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 20 }), (list, size) => {
      const total = (all: readonly (number | null)[]) => all.reduce<number>((a, b) => a + (b ?? 0), 0);
      const max = (all: readonly (number | null)[]) => Math.max(-1, ...all.map((value) => value ?? -1));
      expect(total(sum(list, size))).toBe(total(list));
      expect(max(worst(list, size))).toBe(max(list));
    }),
  );
});
