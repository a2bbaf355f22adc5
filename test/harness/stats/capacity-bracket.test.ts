import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CapacityPoint, capacityBracket } from '../../../harness/stats/capacity-bracket.ts';

const point = (load: number, outcome: CapacityPoint['outcome']): CapacityPoint => ({ load, outcome });

test('doubling and bisection: the knee lies between the last good and the first bad', () => {
  const probes = [
    point(50, 'good'),
    point(100, 'good'),
    point(200, 'bad'),
    point(150, 'good'),
    point(175, 'bad'),
  ];
  expect(capacityBracket(probes)).toEqual({
    lastGood: 150,
    firstBad: 175,
    estimate: 162.5,
    relativeHalfWidth: 12.5 / 162.5,
    contradicting: [],
  });
});

test('open ends', () => {
  expect(capacityBracket([point(50, 'good')])).toMatchObject({ lastGood: 50, firstBad: null, estimate: 50 });
  expect(capacityBracket([point(50, 'bad')])).toMatchObject({ lastGood: null, firstBad: 50, estimate: null });
  expect(capacityBracket([])).toMatchObject({ lastGood: null, firstBad: null, relativeHalfWidth: null });
});

test('a good point above a bad one contradicts and does not move the bracket; unclear points neither', () => {
  const probes = [point(100, 'good'), point(150, 'bad'), point(180, 'good'), point(120, 'unclear')];
  expect(capacityBracket(probes)).toMatchObject({ lastGood: 100, firstBad: 150, contradicting: [180] });
});

test('a load judged both ways was not held', () => {
  const probes = [point(100, 'good'), point(150, 'good'), point(150, 'bad')];
  expect(capacityBracket(probes)).toMatchObject({ lastGood: 100, firstBad: 150 });
});

test('a vendor with a sharp knee: always inside the bracket', () => {
  const load = fc.double({ min: 1, max: 1000, noNaN: true });
  fc.assert(
    fc.property(fc.array(load, { minLength: 1, maxLength: 32 }), load, (loads, knee) => {
      const found = capacityBracket(loads.map((l) => point(l, l <= knee ? 'good' : 'bad')));
      expect(found.lastGood ?? 0).toBeLessThanOrEqual(knee);
      expect(found.firstBad ?? Number.POSITIVE_INFINITY).toBeGreaterThan(knee);
      expect(found.contradicting).toEqual([]);
    }),
  );
});

test('loads that are no loads', () => {
  expect(() => capacityBracket([point(0, 'good')])).toThrow('load is 0');
});
