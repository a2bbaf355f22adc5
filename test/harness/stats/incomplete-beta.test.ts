import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaQuantile, binomialCdf, incompleteBeta } from '../../../harness/stats/incomplete-beta.ts';

const relative = (found: number, wanted: number) => Math.abs(found / wanted - 1);

test.each([
  // scipy 1.17, scipy.special.betainc(a, b, x).
  [0.3, 0.5, 0.5, 0.36901011956554536],
  [0.2, 2.5, 0.7, 0.010532224589409257],
  [0.999, 9990, 11, 0.583039760629257],
  [0.5, 5000, 5001, 0.5039893230696917],
  // Four million asks, where sums of log-gammas are off in the second digit.
  [0.5, 2_160_000, 2_160_001, 0.5001919411830431],
  [0.01, 43_000, 4_277_000, 0.8338323891437635],
  [0.00001, 50, 4_320_000, 0.16820258119187087],
  // 50 digits by summing the binomial distribution.
  [1e-6, 3, 4_320_000, 0.80514113841107],
])('I_%d(%d, %d)', (x, a, b, wanted) => {
  expect(relative(incompleteBeta(x, a, b), wanted)).toBeLessThan(1e-10);
});

test('binomial distribution function: every term by hand for n = 6, p = ¼', () => {
  const terms = [729, 1458, 1215, 540, 135, 18, 1].map((count) => count / 4096);
  let sum = 0;
  terms.forEach((term, k) => {
    sum += term;
    expect(binomialCdf(k, 6, 0.25)).toBeCloseTo(sum, 12);
  });
  expect([binomialCdf(-1, 6, 0.25), binomialCdf(6, 6, 0.25)]).toEqual([0, 1]);
});

test('the quantile undoes the function; I_x(a, b) + I_1−x(b, a) = 1', () => {
  const shape = fc.double({ min: 0.3, max: 500, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), shape, shape, (p, a, b) => {
      const x = betaQuantile(p, a, b);
      // Where the density is steep one step of a double moves p by more than rounding.
      if (x > 1e-9 && x < 1 - 1e-9) expect(incompleteBeta(x, a, b)).toBeCloseTo(p, 8);
      expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a)).toBeCloseTo(1, 8);
    }),
  );
});
