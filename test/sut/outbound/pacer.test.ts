import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPacer } from '../../../sut/outbound/pacer.ts';

test('a pair may burst 45, then one every 6 s', () => {
  const pacer = createPacer(1_000_000);
  const waits = Array.from({ length: 48 }, () => pacer.reserve('n', 'c', 1_000_000));
  expect(waits.slice(0, 45)).toEqual(Array(45).fill(0));
  expect(waits.slice(45)).toEqual([6_000, 12_000, 18_000]);
  expect(pacer.reserve('n', 'other', 1_000_000)).toBe(0);
});

test('a number never starts more in any second than its rate and the quarter-second burst allow', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 10, maxLength: 400 }), (gaps) => {
      const rate = 80;
      const pacer = createPacer(rate);
      let now = 1_000;
      const starts = gaps.map((gap, i) => {
        now += gap;
        return now + pacer.reserve('n', `customer-${i}`, now);
      });
      starts.sort((a, b) => a - b);
      for (const [i, start] of starts.entries()) {
        const inSecond = starts.slice(i).filter((other) => other < start + 1_000).length;
        expect(inSecond).toBeLessThanOrEqual(rate + rate / 4 + 2);
      }
    }),
    { numRuns: 50 },
  );
});

test('a throttle halves the number’s rate once, and it grows back in five seconds', () => {
  const spacing = (pacer: ReturnType<typeof createPacer>, at: number) => {
    for (let i = 0; i < 400; i += 1) pacer.reserve('n', `x${at}${i}`, at);
    const first = pacer.reserve('n', `a${at}`, at);
    return pacer.reserve('n', `b${at}`, at) - first;
  };
  const pacer = createPacer(100);
  expect(spacing(pacer, 0)).toBeCloseTo(10);
  pacer.throttled('n', 10_000);
  pacer.throttled('n', 10_100);
  expect(spacing(pacer, 10_100)).toBeCloseTo(1_000 / 51);
  expect(spacing(pacer, 15_000)).toBeCloseTo(10);
});

test('a pair that Meta refused starts nothing before its time', () => {
  const pacer = createPacer(1_000);
  pacer.reserve('n', 'c', 0);
  pacer.pairLimited('n', 'c', 4_000);
  expect(pacer.reserve('n', 'c', 4_000)).toBe(0);
  expect(pacer.reserve('n', 'c', 4_000)).toBe(6_000);
});

test('campaigns leave a fifth of the number to replies, and yield to what replies and customers use', () => {
  const pacer = createPacer(100);
  // A quarter second of 80/s.
  expect(pacer.spare('n', 0)).toBe(20);
  for (let i = 0; i < 20; i += 1) expect(pacer.reserve('n', `c${i}`, 0)).toBe(0);
  expect(pacer.spare('n', 0)).toBe(0);
  // The reply still finds room: five of the burst of 25 are left.
  expect(pacer.reserve('n', 'reply', 0)).toBe(0);
  expect(pacer.spare('other', 0)).toBe(20);
  // The reply cost the campaign one of the 80 a second that come back.
  expect(pacer.spare('n', 125)).toBe(9);
  for (let i = 0; i < 9; i += 1) pacer.received('n', 125);
  expect(pacer.spare('n', 125)).toBe(0);
  expect(pacer.reserve('n', 'reply-2', 125)).toBe(0);
});

test('a throttled number has half as much to spare', () => {
  const pacer = createPacer(100);
  pacer.throttled('n', 0);
  expect(pacer.spare('n', 0)).toBe(10);
});
