import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../../harness/stats/random.ts';
import { type TimedAsk, windowSec, worsened } from '../../../../scripts/truth/measure/worsened.ts';
import { tolerance } from '../../../../scripts/truth/tolerance.ts';

/** Asks at a steady rate; answers take 20 ms, ± 30 % of noise, and `heldMs` more from `onsetSec` on. */
function asks(
  seconds: number,
  ratePerSec: number,
  onsetSec: number,
  heldMs: number,
  seed: number,
): TimedAsk[] {
  const random = seededRandom(seed);
  return Array.from({ length: seconds * ratePerSec }, (_, i) => {
    const due = (i * 1e6) / ratePerSec;
    const tookMs = 20 * (1 + 0.6 * (random() - 0.5)) + (due / 1e6 >= onsetSec ? heldMs : 0);
    return { due, ans: due + tookMs * 1000 };
  });
}

test('answers held from second 10 on: onset at second 10, its interval around it', () => {
  const found = worsened(asks(20, 50, 10, 300, 1));
  expect(found).toMatchObject({ atSec: 10, fromSec: 10 });
  expect(found?.toSec).toBeGreaterThanOrEqual(11);
});

test('property: within one window, wherever it begins and whatever the size and the noise', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 16, max: 40 }),
      fc.double({ min: 0.25, max: 0.75, noNaN: true }),
      fc.integer({ min: 15, max: 500 }),
      fc.integer({ min: 0, max: 1e6 }),
      (seconds, share, heldMs, seed) => {
        const plantedSec = seconds * share;
        const found = worsened(asks(seconds, 20, plantedSec, heldMs, seed));
        expect(Math.abs((found?.atSec ?? Number.NaN) - plantedSec)).toBeLessThanOrEqual(
          tolerance.onsetWindows * windowSec,
        );
      },
    ),
    { numRuns: 100, seed: 4 },
  );
});

test('series without an onset: at most a few of a hundred name one, as the p-value of 0.01 says', () => {
  const named = Array.from({ length: 100 }, (_, seed) => worsened(asks(20, 20, 99, 0, seed + 1)));
  expect(named.filter((found) => found !== null).length).toBeLessThanOrEqual(4);
});

test('answers that become quicker are no onset; the first rise after that is', () => {
  const quicker = asks(30, 50, 10, -15, 3);
  expect(worsened(quicker)).toBeNull();
  const again = quicker.map(({ due, ans }) => ({ due, ans: (ans ?? 0) + (due >= 20e6 ? 200_000 : 0) }));
  expect(worsened(again)?.atSec).toBe(20);
});

test('seconds without an answer are left out and keep their place; no answers, no onset', () => {
  const silent = asks(24, 50, 14, 300, 5).map((ask) =>
    ask.due >= 5e6 && ask.due < 8e6 ? { ...ask, ans: null } : ask,
  );
  expect(worsened(silent)?.atSec).toBe(14);
  expect(worsened([])).toBeNull();
  expect(worsened(silent.map(({ due }) => ({ due, ans: null })))).toBeNull();
});
