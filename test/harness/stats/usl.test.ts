import { expect, test } from 'vitest';
import { fitLeastSquares, solve } from '../../../harness/stats/levenberg-marquardt.ts';
import { fitUsl, type LoadPoint, throughputAt } from '../../../harness/stats/usl.ts';

const points = (loads: readonly number[], throughputs: readonly number[]): readonly LoadPoint[] =>
  loads.map((load, i) => ({ load, throughput: throughputs[i] ?? 0 }));

/** SPEC SDM91 on a SPARCcenter 2000 (Gunther 2007 §5; data set specsdm91 of R's usl). */
const specSdm91 = points(
  [1, 18, 36, 72, 108, 144, 216],
  [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2],
);
/** Ray tracing on an Origin 2000 (Gunther 2007 §5; data set raytracer of R's usl). */
const rayTracer = points(
  [1, 4, 8, 12, 16, 20, 24, 28, 32, 48, 64],
  [20, 78, 130, 170, 190, 200, 210, 230, 260, 280, 310],
);

test("SPEC SDM91: R's usl 3.0 says α 0.0277285, β 0.0001044, γ 89.9952330, peak at 97, limit about 3245", () => {
  const fit = fitUsl(specSdm91, 1);
  expect(fit?.sigma.value).toBeCloseTo(0.0277285, 6);
  expect(fit?.kappa.value).toBeCloseTo(0.0001044, 7);
  expect(fit?.lambda.value).toBeCloseTo(89.995233, 4);
  expect(fit?.knee?.load.value).toBeCloseTo(96.52, 2);
  expect((fit?.lambda.value ?? 0) / (fit?.sigma.value ?? 1)).toBeCloseTo(3245, -1);
  expect(fit?.rSquared).toBeGreaterThan(0.98);
  expect(fit?.knee?.load.low).toBeGreaterThan(60);
  expect(fit?.knee?.load.low).toBeLessThan(97);
  expect(fit?.knee?.load.high).toBeGreaterThan(97);
  expect(fit?.knee?.load.high).toBeLessThan(200);
});

test("ray tracer: scipy's bounded least squares says 21.8488, 0.0577708, 0: no knee", () => {
  const fit = fitUsl(rayTracer, 1);
  expect(fit?.lambda.value).toBeCloseTo(21.8488429, 5);
  expect(fit?.sigma.value).toBeCloseTo(0.0577708, 6);
  expect(fit?.kappa.value).toBe(0);
  expect(fit?.knee).toBeNull();
});

test("exact data of R's usl: α = β = 0.02, γ = 1, knee √(0.98/0.02) = 7", () => {
  const fit = fitUsl(points([1, 2, 4, 6, 8, 10], [1, 1.8868, 3.0769, 3.5294, 3.5398, 3.3557]), 1);
  expect(fit?.sigma.value).toBeCloseTo(0.02, 4);
  expect(fit?.kappa.value).toBeCloseTo(0.02, 4);
  expect(fit?.lambda.value).toBeCloseTo(1, 4);
  expect(fit?.knee?.load.value).toBeCloseTo(7, 2);
});

test('no point past the knee, no knee; fewer than six loads, no fit', () => {
  const truth = [100, 0.05, 0.0001] as const;
  const measured = (loads: readonly number[]) =>
    loads.map((load) => ({ load, throughput: throughputAt(load, truth) }));
  // The knee is at √(0.95/0.0001) = 97.5.
  expect(fitUsl(measured([1, 5, 10, 20, 40, 80]), 1)?.knee).toBeNull();
  expect(fitUsl(measured([1, 5, 10, 20, 40, 80, 120]), 1)?.knee?.load.value).toBeCloseTo(97.47, 1);
  expect(fitUsl(measured([1, 5, 10, 20, 40]), 1)).toBeNull();
  expect(fitUsl(measured([1, 1, 5, 10, 20, 40]), 1)).toBeNull();
});

test('a straight line: no contention, no knee', () => {
  const fit = fitUsl(points([1, 2, 4, 8, 16, 32], [10, 20, 40, 80, 160, 320]), 1);
  expect(fit?.sigma.value).toBeCloseTo(0, 9);
  expect(fit?.lambda.value).toBeCloseTo(10, 6);
  expect(fit?.knee).toBeNull();
});

test('the same seed, the same bytes', () => {
  expect(JSON.stringify(fitUsl(specSdm91, 9))).toBe(JSON.stringify(fitUsl(specSdm91, 9)));
});

test('least squares: y = 3·e^(−x/2); a parameter that wants to be negative stays at 0', () => {
  const data = [0, 1, 2, 3, 4].map((x) => ({ x, y: 3 * Math.exp(-x / 2) }));
  const decay = fitLeastSquares(
    data,
    (x, [a = 0, b = 0]) => {
      const e = Math.exp(-b * x);
      return { value: a * e, gradient: [e, -a * x * e] };
    },
    [1, 0.1],
  );
  expect(decay?.[0]).toBeCloseTo(3, 6);
  expect(decay?.[1]).toBeCloseTo(0.5, 6);
  // y = a + b·x through falling points with b ≥ 0: b = 0, a = mean.
  const falling = [0, 1, 2].map((x) => ({ x, y: 5 - x }));
  const line = fitLeastSquares(
    falling,
    (x, [a = 0, b = 0]) => ({ value: a + b * x, gradient: [1, x] }),
    [1, 1],
  );
  expect(line?.[0]).toBeCloseTo(4, 6);
  expect(line?.[1]).toBe(0);
  expect(fitLeastSquares(data, () => ({ value: Number.NaN, gradient: [0] }), [1])).toBeNull();
});

test('linear systems: 2x + y = 5, x − y = 1; singular is null', () => {
  expect(
    solve([
      [2, 1, 5],
      [1, -1, 1],
    ]),
  ).toEqual([2, 1]);
  expect(
    solve([
      [0, 1, 2],
      [3, 0, 9],
    ]),
  ).toEqual([3, 2]);
  expect(
    solve([
      [1, 1, 2],
      [1, 1, 2],
    ]),
  ).toBeNull();
});
