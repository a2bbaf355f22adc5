import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CapacityPoint } from '../../../harness/check/capacity/point.ts';
import { uslCurve } from '../../../harness/check/capacity/usl-curve.ts';
import { checkRun } from '../../../harness/check/check-run.ts';
import { addUsl } from '../../../harness/check/metrics/capacity-usl.ts';
import type { MetricMap } from '../../../harness/check/metrics/metric.ts';
import { fitUsl, throughputAt } from '../../../harness/stats/usl.ts';
import { capacityRun, fallingVendor } from '../support/capacity-run.ts';

const point = (
  load: number,
  servedPerSec: number,
  verdict: CapacityPoint['verdict'] = 'good',
): CapacityPoint => ({
  load,
  ratePerSec: load,
  servedPerSec,
  verdict,
  collapsed: false,
  plan: 'capacity-01',
  work: null,
  sent: 1000,
  answeredRatio: 1,
  p50Ms: 5,
  p99Ms: 9,
  lossRatio: 0,
  growthRatio: 0,
  flaws: [],
});
/** Peak at √(0.95/0.0001) = 97.5. */
const law = [1, 0.05, 0.0001] as const;
const asLoads = (points: readonly CapacityPoint[]) =>
  points.map(({ load, servedPerSec }) => ({ load, throughput: servedPerSec }));
const played = (loads: readonly number[]) => loads.map((load) => point(load, throughputAt(load, law)));

test('a point past the peak: curve and coefficients, drawn from the lowest to the highest load played', () => {
  const curve = uslCurve(played([5, 10, 20, 40, 80, 400]), 1);
  expect(curve?.fit.knee.load.value).toBeCloseTo(97.5, 1);
  expect(curve?.fit.sigma.value).toBeCloseTo(0.05, 6);
  expect(curve?.line[0]).toEqual({ load: 5, throughput: expect.closeTo(throughputAt(5, law), 6) });
  expect(curve?.line.at(-1)?.load).toBe(400);
});

test('no point past the peak, five loads, or a point that the harness spoilt: no curve', () => {
  expect(uslCurve(played([2, 5, 10, 20, 40, 80]), 1)).toBeNull();
  expect(uslCurve(played([5, 10, 40, 80, 400]), 1)).toBeNull();
  expect(uslCurve([...played([2, 5, 10, 20, 40, 80]), point(160, 10, 'limit')], 1)).toBeNull();
});

test('property: whatever was measured, a curve never leaves the loads played and its peak lies among them', () => {
  const figure = fc.double({ min: 0.5, max: 500, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(figure, figure), { minLength: 1, maxLength: 12 }), (list) => {
      const points = list.map(([load, served]) => point(load, served));
      const loads = list.map(([load]) => load);
      const curve = uslCurve(points, 1);
      if (curve === null) return;
      expect(curve.fit.knee.load.value).toBeLessThan(Math.max(...loads));
      for (const { load } of curve.line) {
        expect(load).toBeGreaterThanOrEqual(Math.min(...loads));
        expect(load).toBeLessThanOrEqual(Math.max(...loads) * (1 + 1e-9));
      }
    }),
    { numRuns: 40 },
  );
});

test('metrics: without a peak only the number of loads, so nobody can take a guess for a measurement', () => {
  const of = (points: readonly CapacityPoint[]) => {
    const metrics: MetricMap = new Map();
    addUsl(metrics, points, 1);
    return metrics;
  };
  const none = of(played([5, 10, 20, 40, 80]));
  expect([...none.keys()]).toEqual(['capacity.usl.loads']);
  expect(none.get('capacity.usl.loads')).toMatchObject({ value: 5, n: 6 });
  const found = of(played([5, 10, 20, 40, 80, 400]));
  expect(found.get('capacity.usl.kappa')?.value).toBeCloseTo(0.0001, 8);
  expect(found.get('capacity.usl.peak_load')?.value).toBeCloseTo(97.5, 1);
});

test('a vendor that levels off: least squares would draw a peak of 162 over 150, so there is no curve', () => {
  const loads = [25, 50, 100, 200, 141, 168, 154, 147, 300, 450, 367];
  const level = loads.map((load) => point(load, Math.min(load, 150)));
  expect(fitUsl(asLoads(level), 1)?.knee?.throughput.value).toBeCloseTo(162.2, 1);
  expect(uslCurve(level, 1)).toBeNull();
});

test('SPEC SDM91 (Gunther 2007 §5) falls by 8 %: the curve stands, with the peak that is published', () => {
  const measured = [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2];
  const points = [1, 18, 36, 72, 108, 144, 216].map((load, i) => point(load, measured[i] ?? 0));
  expect(uslCurve(points, 1)?.fit.knee.load.value).toBeCloseTo(96.52, 2);
});

test('a run: level at 40 a second has no coefficients and no series; one that falls has both', async () => {
  const loads = [5, 10, 20, 38, 44, 70, 160];
  const level = (await checkRun(await capacityRun(loads))).result;
  expect(level.metrics['capacity.usl.loads']).toMatchObject({ value: 7, n: 6 });
  expect(level.metrics['capacity.usl.peak_load']).toBeUndefined();
  expect(level.series.some(({ id }) => id === 'capacity.usl')).toBe(false);
  const falling = (await checkRun(await capacityRun(loads, [], {}, fallingVendor))).result;
  expect(falling.metrics['capacity.usl.peak_load']?.value).toBeGreaterThan(38);
  expect(falling.metrics['capacity.usl.peak_load']?.value).toBeLessThan(160);
  expect(falling.series.find(({ id }) => id === 'capacity.usl')?.rows.at(-1)?.[0]).toBe(160);
});
