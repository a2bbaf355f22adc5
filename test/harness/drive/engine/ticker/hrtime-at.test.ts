import { expect, test } from 'vitest';
import { hrtimeAt } from '../../../../../harness/drive/engine/ticker/hrtime-at.ts';

test('the same moment by both clocks, however often it is asked', () => {
  const ms = performance.now();
  const first = hrtimeAt(ms);
  for (let i = 0; i < 200; i += 1) {
    const off = Number(hrtimeAt(ms) - first);
    expect(Math.abs(off)).toBeLessThan(2000);
  }
  expect(Number(hrtimeAt(ms + 1000) - first) / 1e6).toBeCloseTo(1000, 1);
});
