import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createText, fill } from '../../../reports/locales/translate.ts';

const { format } = createText('en');

test('three significant digits, never nicer than measured', () => {
  expect(format.duration(842.01)).toBe('843\u00a0ms');
  expect(format.duration(842.01, 'down')).toBe('842\u00a0ms');
  expect(format.duration(8.421)).toBe('8.43\u00a0ms');
  expect(format.duration(0.412)).toBe('0.42\u00a0ms');
  expect(format.duration(2300)).toBe('2.3\u00a0s');
  expect(format.duration(2300.4)).toBe('2.31\u00a0s');
  expect(format.duration(90_000)).toBe('90\u00a0s');
  expect(format.duration(150_000)).toBe('2.5\u00a0min');
  expect(format.duration(28_800_000)).toBe('8\u00a0h');
});

test('rates are cut toward the bad side: 99.996 % never reads 100 %, a loss never reads 0 %', () => {
  expect(format.percent(0.99996, 'down')).toBe('99.99\u00a0%');
  expect(format.percent(1, 'down')).toBe('100\u00a0%');
  expect(format.percent(0.00001, 'up')).toBe('0.01\u00a0%');
  expect(format.percent(0, 'up')).toBe('0\u00a0%');
  expect(format.percent(0.001, 'up')).toBe('0.1\u00a0%');
});

test('rounding never crosses to the good side', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (ratio) => {
      const shown = (bad: 'up' | 'down') => Number(format.percent(ratio, bad).replace('\u00a0%', '')) / 100;
      expect(shown('up')).toBeGreaterThanOrEqual(ratio - 1e-9);
      expect(shown('down')).toBeLessThanOrEqual(ratio + 1e-9);
    }),
  );
});

test('margins are signed, with a real minus', () => {
  expect(format.margin(0.376)).toBe('+37\u00a0%');
  expect(format.margin(-0.041)).toBe('−5\u00a0%');
  expect(format.margin(0)).toBe('0\u00a0%');
});

test('numbers are grouped, instants are UTC, clocks read m:ss or h:mm', () => {
  expect(format.number(1_234_567.891)).toBe('1,234,567.89');
  expect(format.utc('2026-11-20T05:03:11.204Z')).toBe('2026-11-20 05:03:11 UTC');
  expect(format.utc('no date')).toBe('no date');
  expect(format.clock(65_000, false)).toBe('1:05');
  expect(format.clock(7_260_000, true)).toBe('2:01');
});

test('values of a code are formatted by the ending of their name', () => {
  expect(format.named('p99Ms', 412)).toBe('412\u00a0ms');
  expect(format.named('shareRatio', 0.25)).toBe('25\u00a0%');
  expect(format.named('ratePerSec', 150)).toBe('150/s');
  expect(format.named('trials', 3)).toBe('3');
});

test('plural by number, a dash for a value that is missing, data is never read as a template', () => {
  const number = (_: string, value: number) => String(value);
  expect(fill('{n} {n|trial|trials}', { n: 1 }, number)).toBe('1 trial');
  expect(fill('{n} {n|trial|trials}', { n: 2 }, number)).toBe('2 trials');
  expect(fill('{a} of {b}', { a: '{b} $& $1' }, number)).toBe('{b} $& $1 of –');
  expect(fill('{toString}', {}, number)).toBe('–');
});

test('Chinese closes the gap between two Han characters', () => {
  const { t } = createText('zh');
  expect(t('headline.fail', { v: 'V', n: 1, m: 2, r: 'R', x: '2%', t: '不超过 0.1%' })).toContain(
    '要求不超过 0.1%',
  );
});
