import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bracketOf,
  type LoadSearch,
  nextLoad,
  type SearchPoint,
  type SearchVerdict,
} from '../../../harness/stats/load-search.ts';

const search: LoadSearch = { start: 25, max: 2000, whole: false, minPoints: 7, maxPoints: 32 };

/** A vendor with a knee; it collapses at twice the knee. */
const vendor =
  (knee: number, limit = Number.POSITIVE_INFINITY) =>
  (load: number): SearchPoint => ({
    load,
    verdict: load >= limit ? 'limit' : load <= knee ? 'good' : 'bad',
    collapsed: load < limit && load > 2 * knee,
  });

function play(at: (load: number) => SearchPoint, own: LoadSearch = search) {
  const points: SearchPoint[] = [];
  const steps: string[] = [];
  for (let step = nextLoad(points, own); step !== null; step = nextLoad(points, own)) {
    steps.push(`${step.step} ${step.load}`);
    points.push(at(step.load));
  }
  return { points, steps };
}

test('doubling, bisection to 5 %, three points at each end, then the collapse', () => {
  const { points, steps } = play(vendor(150));
  expect(steps).toEqual([
    'doubling 25',
    'doubling 50',
    'doubling 100',
    'doubling 200',
    // √(100 · 200), √(141 · 200), √(141 · 168), √(141 · 154) = 147: 154/147 = 1.048.
    'bisection 141',
    'bisection 168',
    'bisection 154',
    'bisection 147',
    'repeat 147',
    'repeat 154',
    'repeat 147',
    'repeat 154',
    // Half as much again from the highest rate played, then between 300 and 450 to a quarter.
    'collapse 300',
    'collapse 450',
    'collapse 367',
  ]);
  expect(bracketOf(points)).toEqual({ low: 147, high: 154, highIsLimit: false });
  const collapse = bracketOf(points, (point) => !point.collapsed);
  expect(collapse).toMatchObject({ low: 300, high: 367 });
});

test('a vendor that fails at the start is halved down to', () => {
  const { points, steps } = play(vendor(7));
  expect(steps.slice(0, 3)).toEqual(['doubling 25', 'halving 12.5', 'halving 6.25']);
  const { low, high } = bracketOf(points);
  expect(low).toBeLessThanOrEqual(7);
  expect(high).toBeGreaterThan(7);
});

test('one that never fails ends at the highest rate, with at least seven points', () => {
  const { points, steps } = play(vendor(9999), { ...search, max: 130 });
  expect(steps).toEqual([
    'doubling 25',
    'doubling 50',
    'doubling 100',
    'doubling 130',
    'repeat 130',
    'repeat 130',
    'repeat 130',
  ]);
  expect(bracketOf(points)).toEqual({ low: 130, high: null, highIsLimit: false });
});

test('where the generator ends first, that end is no verdict: no repeats there, no collapse', () => {
  const { points, steps } = play(vendor(9999, 160));
  const { low, high, highIsLimit } = bracketOf(points);
  expect(highIsLimit).toBe(true);
  expect(low).toBeLessThan(160);
  expect(high).toBeGreaterThanOrEqual(160);
  expect(steps.filter((step) => step === `repeat ${high}`)).toEqual([]);
  expect(steps.some((step) => step.startsWith('collapse'))).toBe(false);
});

test('a vendor with no rate worth finding ends the search', () => {
  const { points, steps } = play(vendor(0), { ...search, minPoints: 1 });
  expect(steps.at(-1)).toMatch(/^(halving|repeat)/);
  expect(Math.min(...points.map((own) => own.load))).toBeGreaterThanOrEqual(25 / 64);
  expect(bracketOf(points).low).toBeNull();
});

const point = (load: number, verdict: SearchVerdict): SearchPoint => ({
  load,
  verdict,
  collapsed: false,
});

test('a rate that was good once and bad once is neither end of the bracket', () => {
  const points = [point(100, 'good'), point(140, 'good'), point(147, 'bad'), point(140, 'bad')];
  expect(bracketOf(points)).toEqual({ low: 100, high: 147, highIsLimit: false });
  expect(bracketOf([...points, point(147, 'good')])).toEqual({ low: 100, high: null, highIsLimit: false });
});

test('what is good above something bad does not count', () => {
  expect(bracketOf([point(50, 'good'), point(100, 'bad'), point(200, 'good')])).toMatchObject({
    low: 50,
    high: 100,
  });
});

test('property: the bracket holds the knee, is at most 5 % wide, in at most 32 points', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1900, noNaN: true }), (knee) => {
      const { points } = play(vendor(knee));
      const { low, high } = bracketOf(points);
      expect(points.length).toBeLessThanOrEqual(32);
      expect(points.length).toBeGreaterThanOrEqual(7);
      expect(low ?? 0).toBeLessThanOrEqual(knee);
      if (high !== null) expect(high).toBeGreaterThan(knee);
      // Three significant digits round by up to half a per cent.
      if (high !== null && low !== null) expect(high / low).toBeLessThanOrEqual(1.056);
    }),
  );
});

test('property: the same points give the same step', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ rate: fc.integer({ min: 1, max: 9 }), good: fc.boolean() }), { maxLength: 10 }),
      (list) => {
        const points = list.map(({ rate, good }) => point(rate * 25, good ? 'good' : 'bad'));
        expect(nextLoad(points, search)).toEqual(nextLoad([...points], search));
      },
    ),
  );
});

test('property: people are whole; the bracket ends at one beside the next, or 5 % apart', () => {
  const people: LoadSearch = { start: 10, max: 200, whole: true, minPoints: 7, maxPoints: 32 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 199 }), (knee) => {
      const { points } = play(vendor(knee), people);
      const { low, high } = bracketOf(points);
      expect(points.every(({ load }) => Number.isInteger(load) && load >= 1 && load <= 200)).toBe(true);
      expect(points.length).toBeLessThan(32);
      expect(low ?? 0).toBeLessThanOrEqual(knee);
      expect(high ?? 0).toBeGreaterThan(knee);
      expect((high ?? 0) - (low ?? 0)).toBeLessThanOrEqual(Math.max(1, 0.056 * knee));
    }),
  );
  // Nobody is sustained: one agent is the least that can work.
  const none = play(vendor(0), people);
  expect(bracketOf(none.points)).toMatchObject({ low: null, high: 1 });
});
