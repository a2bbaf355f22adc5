import { expect, test } from 'vitest';
import { checkRun } from '../../../harness/check/check-run.ts';
import { upperBound } from '../../../harness/stats/proportion.ts';
import { wholeRun } from '../support/whole-run.ts';
import { push, pushEnded, pushStarted, widerRun } from '../support/wider-run.ts';

/** A fast campaign of 1,000 messages, one every 12 ms: three 11 s late, two lost, four sent twice, one early. */
function troubled() {
  const lines = Array.from({ length: 1000 }, (_, i) => {
    if (i < 3) return push('campaign-fast', i, i * 12, 11_000);
    if (i < 5) return push('campaign-fast', i, i * 12, null);
    if (i < 9) return push('campaign-fast', i, i * 12, 100, { k: 2 });
    if (i === 999) return push('campaign-fast', i, i * 12, -1500);
    return push('campaign-fast', i, i * 12, 100, { n: i % 4 });
  });
  const core = widerRun();
  return widerRun({
    mock: [
      ...(core.events.mock ?? []).filter(
        ({ fields }) => !String((fields as { plan?: string }).plan).startsWith('campaign'),
      ),
      pushStarted('campaign-fast', 1000, 132_000),
      pushEnded('campaign-fast', 1000, { received: 998, duplicated: 4, wrong: 1 }),
    ],
    pushes: lines,
  });
}

test('late, lost, early, twice and the sustained rate, as arithmetic says', async () => {
  const { result } = await checkRun(await wholeRun(troubled()));
  const value = (name: string) => result.metrics[`campaign.fast.${name}`]?.value;
  expect(value('sends')).toBe(1000);
  expect(value('received')).toBe(998);
  expect(value('late')).toBe(3);
  expect(value('lost')).toBe(2);
  expect(value('duplicated')).toBe(4);
  expect(value('early')).toBe(1);
  expect(value('wrong')).toBe(1);
  expect(value('numbers')).toBe(4);
  // Three late and two lost of 1,000.
  expect(value('late_ratio')).toBe(0.005);
  expect(result.metrics['campaign.fast.late_ratio']?.high).toBeCloseTo(upperBound(5, 1000), 9);
  // First receipt: push 5 at 60 + 100 ms. Last: push 998 at 11,976 + 100 ms. 997 gaps in 11,916 ms.
  expect(value('sustained_per_min')).toBe(Math.floor((997 * 60_000) / 11_916));
  // Lost ones count to the drain's end, 40 s after the start: the worst was due at 36 ms.
  expect(value('lateness.max')).toBeCloseTo(39_964, -2);
  expect(value('lateness.p50')).toBeCloseTo(100, 0);
  expect(result.series.find(({ id }) => id === 'campaign-fast.windows')?.rows[0]).toEqual([0, 84, 70, 5]);
});

test('a message exactly at the limit is on time; one above it is late', async () => {
  const core = widerRun();
  const pushes = [
    push('campaign-slow', 0, 0, 10_000),
    push('campaign-slow', 1, 300, 10_001),
    ...Array.from({ length: 18 }, (_, i) => push('campaign-slow', i + 2, 600 + i * 300, 30)),
    ...(core.events.pushes ?? []).filter(({ fields }) => (fields as { p: string }).p === 'campaign-fast'),
  ];
  const { result } = await checkRun(await wholeRun(widerRun({ pushes })));
  expect(result.metrics['campaign.slow.late']?.value).toBe(1);
  expect(result.metrics['campaign.late']?.value).toBe(1);
});

test('pushes that the file does not hold, or that were never expected, break the measurement', async () => {
  const core = widerRun();
  const cut = (core.events.pushes ?? []).slice(0, -5);
  const { result } = await checkRun(await wholeRun(widerRun({ pushes: cut })));
  const sums = result.validity.checks.find(({ id }) => id === 'ledger-sums');
  expect(sums).toMatchObject({
    state: 'failed',
    cause: { values: { plan: 'campaign-fast', told: 500, held: 495 } },
  });

  const noPushes = { ...widerRun().events };
  delete (noPushes as Record<string, unknown>).pushes;
  const mock = (core.events.mock ?? []).filter(({ kind }) => !kind.startsWith('push.'));
  const without = await checkRun(await wholeRun({ ...widerRun(), events: { ...noPushes, mock } }));
  const planned = without.result.validity.checks.find(({ id }) => id === 'planned-work');
  expect(planned).toMatchObject({ state: 'failed', value: 1, cause: { values: { scenario: 'campaign' } } });
  expect(without.result.metrics['campaign.sends']).toBeUndefined();
});
