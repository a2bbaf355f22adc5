import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ArrivalSpec,
  arrivalHash,
  arrivalSpec,
} from '../../../../../harness/drive/engine/arrivals/arrival-spec.ts';
import { arrivalTimes } from '../../../../../harness/drive/engine/arrivals/arrival-times.ts';
import { readArrivals } from '../../../../../harness/drive/engine/arrivals/read-arrivals.ts';
import { parseScenario } from '../../../../../harness/drive/engine/options/parse-scenario.ts';
import type { ArrivalRate } from '../../../../../harness/drive/engine/options/scenario-config.ts';

function config(source: Record<string, unknown>): ArrivalRate {
  const problems: string[] = [];
  const parsed = parseScenario('a', { preAllocatedVUs: 1, ...source }, problems);
  expect(problems).toEqual([]);
  return parsed as ArrivalRate;
}

const constant = (rate: number, duration: string, timeUnit = '1s') =>
  config({ executor: 'constant-arrival-rate', rate, duration, timeUnit });
const ramping = (startRate: number, stages: readonly [duration: string, target: number][], timeUnit = '1s') =>
  config({
    executor: 'ramping-arrival-rate',
    startRate,
    timeUnit,
    stages: stages.map(([duration, target]) => ({ duration, target })),
  });

function all(spec: ArrivalSpec): number[] {
  const times: number[] = [];
  const stream = arrivalTimes(spec);
  for (let due = stream.next(); due !== null; due = stream.next()) times.push(due);
  expect(stream.next()).toBeNull();
  return times;
}
const even = (from: ArrivalRate) => all(arrivalSpec(from, 'even', 0));
const rounded = (times: readonly number[]) => times.map((time) => Math.round(time * 1000) / 1000);

test('a constant rate starts at zero, and one due exactly at the end does not start', () => {
  expect(rounded(even(constant(4, '1s')))).toEqual([0, 250, 500, 750]);
  expect(rounded(even(constant(30, '2s', '1m')))).toEqual([0]);
  expect(even(constant(1000, '60s'))).toHaveLength(60_000);
});

test('a ramp starts when its area reaches one, as the table of k6 says', () => {
  // Rate 2t/s over 4 s: area t², so iteration n is due at √n s; the 16th would be due at the end.
  expect(rounded(even(ramping(0, [['4s', 8]])))).toEqual(
    rounded(Array.from({ length: 15 }, (_, n) => Math.sqrt(n + 1) * 1000)),
  );
  // Down: rate 8 − 2t, area 8t − t²; the first when it is 1: t = 4 − √15.
  const down = even(ramping(8, [['4s', 0]]));
  expect(down).toHaveLength(15);
  expect(down[0]).toBeCloseTo((4 - Math.sqrt(15)) * 1000, 6);
});

test('stages carry the rest of an iteration on, and a pause holds none back', () => {
  // 1.5 iterations in the first second; the second half comes after 0.5 s at 1/s.
  expect(
    rounded(
      even(
        ramping(1, [
          ['1s', 2],
          ['0s', 1],
          ['2s', 1],
        ]),
      ),
    ),
  ).toEqual([rounded([(Math.sqrt(3) - 1) * 1000])[0], 1500, 2500]);
  // The 2nd iteration is due at the very end of the first stage, not after the pause.
  expect(
    rounded(
      even(
        ramping(2, [
          ['1s', 2],
          ['0s', 0],
          ['5s', 0],
          ['0s', 2],
          ['1s', 2],
        ]),
      ),
    ),
  ).toEqual([500, 1000, 6500]);
});

test('any stages: as many as the area has whole iterations, in order, each at its own area', () => {
  const stage = fc.record({
    seconds: fc.integer({ min: 0, max: 20 }),
    target: fc.integer({ min: 0, max: 50 }),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 50 }),
      fc.array(stage, { minLength: 1, maxLength: 5 }),
      (start, stages) => {
        const times = even(
          ramping(
            start,
            stages.map(({ seconds, target }) => [`${seconds}s`, target]),
          ),
        );
        const areaAt = (ms: number): number => {
          let [area, at, from] = [0, 0, start];
          for (const { seconds, target } of stages) {
            const t = Math.min(seconds, Math.max(0, ms / 1000 - at));
            if (seconds > 0) area += from * t + ((target - from) * t * t) / (2 * seconds);
            at += seconds;
            from = target;
          }
          return area;
        };
        const whole = areaAt(1e9);
        expect(Math.abs(times.length - Math.floor(whole))).toBeLessThanOrEqual(
          Number.isInteger(whole) ? 1 : 0,
        );
        const off = times.map((time, index) => Math.abs(areaAt(time) - index - 1));
        expect(Math.max(0, ...off)).toBeLessThan(1e-5);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      },
    ),
    { numRuns: 50 },
  );
});

test('poisson: the seed decides, the rate is kept, gaps are exponential', () => {
  const spec = (seed: number) => arrivalSpec(constant(100, '100s'), 'poisson', seed);
  const times = all(spec(7));
  expect(all(spec(7))).toEqual(times);
  expect(all(spec(8))).not.toEqual(times);
  // 10,000 expected, standard deviation 100.
  expect(Math.abs(times.length - 10_000)).toBeLessThan(400);
  const gaps = times.map((time, index) => time - (times[index - 1] ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  expect(deviation / mean).toBeCloseTo(1, 1);
  // P(gap > mean) = 1/e.
  expect(gaps.filter((gap) => gap > mean).length / gaps.length).toBeCloseTo(Math.exp(-1), 1);
});

test('poisson on a ramp follows the rate: three quarters come in the second half', () => {
  const times = all(arrivalSpec(ramping(0, [['100s', 200]]), 'poisson', 3));
  expect(Math.abs(times.length - 10_000)).toBeLessThan(400);
  expect(times.filter((time) => time >= 50_000).length / times.length).toBeCloseTo(0.75, 1);
});

test('the hash names the plan: seed counts for poisson only', () => {
  const hash = (rate: number, spacing: 'even' | 'poisson', seed: number) =>
    arrivalHash(arrivalSpec(constant(rate, '10s'), spacing, seed));
  expect(hash(5, 'even', 1)).toMatch(/^[0-9a-f]{64}$/);
  expect(hash(5, 'even', 1)).toBe(hash(5, 'even', 2));
  const different = [hash(5, 'even', 1), hash(6, 'even', 1), hash(5, 'poisson', 1), hash(5, 'poisson', 2)];
  expect(new Set(different).size).toBe(4);
});

test('SP_ARRIVALS: a scenario’s own env wins, two scenarios have gaps of their own, mistakes are all named', () => {
  const scenarios = [
    { ...constant(5, '10s'), name: 'one' },
    { ...constant(5, '10s'), name: 'two', env: { SP_ARRIVALS: 'even' } },
    { ...constant(5, '10s'), name: 'three' },
  ];
  const problems: string[] = [];
  const specs = [...readArrivals(scenarios, { SP_ARRIVALS: 'poisson', SP_SEED: '4' }, problems).values()];
  expect(specs.map(({ spacing }) => spacing)).toEqual(['poisson', 'even', 'poisson']);
  expect(specs[0]?.seed).not.toBe(specs[2]?.seed);
  expect(problems).toEqual([]);
  readArrivals(scenarios, { SP_ARRIVALS: 'bursty' }, problems);
  readArrivals(scenarios, { SP_ARRIVALS: 'poisson', SP_SEED: 'x' }, problems);
  expect(problems).toEqual([
    'scenarios.one: SP_ARRIVALS="bursty": must be one of even, poisson',
    'scenarios.three: SP_ARRIVALS="bursty": must be one of even, poisson',
    'scenarios.one: SP_SEED="x": must be a whole number, poisson needs it',
    'scenarios.three: SP_SEED="x": must be a whole number, poisson needs it',
  ]);
});
