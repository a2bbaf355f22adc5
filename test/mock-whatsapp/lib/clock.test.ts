import { expect, test } from 'vitest';
import { monoNs } from '../../../mock-whatsapp/lib/clock.ts';

test('the mock’s clock is CLOCK_MONOTONIC to the microsecond', () => {
  // The tightest of many pairs of readings: its own width bounds what the two readings can differ by.
  let [widthNs, offNs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < 5000; i += 1) {
    const before = performance.now();
    const hrtime = Number(process.hrtime.bigint());
    const after = performance.now();
    if ((after - before) * 1e6 >= widthNs) continue;
    widthNs = (after - before) * 1e6;
    offNs = Math.abs(hrtime - monoNs((before + after) / 2));
  }
  expect(offNs).toBeLessThan(widthNs / 2 + 2000);
});
