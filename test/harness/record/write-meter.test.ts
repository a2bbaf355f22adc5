import { expect, test } from 'vitest';
import { createWriteMeter } from '../../../harness/record/write-meter.ts';
import { createWriteMeter as mocksMeter } from '../../../mock-whatsapp/events/write-meter.ts';

test.each([
  ['harness', createWriteMeter],
  ['mock', mocksMeter],
])('%s: 98 batches of a second, one of 5 s, one of 70 s', (_, create) => {
  let nowMs = 1000;
  const meter = create(() => nowMs);
  for (let i = 0; i < 98; i += 1) meter.wrote({ lagMs: 1001, writeMs: 2, waitingBytes: 10 });
  meter.wrote({ lagMs: 5010, writeMs: 9, waitingBytes: 900 });
  meter.wrote({ lagMs: 70_000, writeMs: 4, waitingBytes: 20 });
  nowMs = 101_000;
  // The 99th of 100 is the one of 5,010 ms: its bucket of 250 ms ends at 5,250.
  expect(meter.facts()).toEqual({
    writes: 100,
    lagP99Ms: 5250,
    lagMaxMs: 70_000,
    writeMaxMs: 9,
    writingMs: 209,
    spanMs: 100_000,
    backlogMaxBytes: 900,
  });
});

test('without a batch there is no lag; beyond a minute the maximum stands in', () => {
  const meter = createWriteMeter(() => 0);
  expect(meter.facts()).toMatchObject({ writes: 0, lagP99Ms: 0 });
  meter.wrote({ lagMs: 90_000, writeMs: 1, waitingBytes: 1 });
  expect(meter.facts().lagP99Ms).toBe(90_000);
});
