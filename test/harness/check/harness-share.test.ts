import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyShare } from '../../../harness/check/apply-share.ts';
import type { Finding } from '../../../harness/check/finding.ts';
import {
  harnessShare,
  imposedWait,
  lostCapacityShare,
  noShare,
} from '../../../harness/check/harness-share.ts';
import type { Artefacts } from '../../../harness/record/artefacts.ts';
import { emptyArtefacts, machineUse, processUse } from '../support/artefacts.ts';
import { resolveRequirement } from '../support/requirements.ts';

const phases = [{ name: 'rush', startNs: 0, endNs: 30e9 }];
const share = (change: Partial<Artefacts>) =>
  harnessShare({ ...emptyArtefacts(), phases, ...change }, 'rush');

const latency = resolveRequirement({
  id: 'x',
  metric: 'rush.response.p99',
  checker: 'percentile',
  target: 1000,
  unit: 'ms',
});

function found(reading: Finding['reading'], value: number): Finding {
  const reason = { code: 'misses', values: {} };
  return { n: 1000, value, interval: null, method: 'x', margin: null, reading, reason, evidence: [] };
}

test('a machine of our own: no share', () => {
  expect(
    share({ processes: [processUse('vendor:node-1', { cpuMs: 9000 })], machine: [machineUse()] }),
  ).toEqual(noShare);
});

test('a quarter of the machine taken doubles the time of a server at 60 %: share 0.5; 40 % taken: everything', () => {
  expect(lostCapacityShare(0.25)).toBeCloseTo(0.5);
  expect(lostCapacityShare(0.4)).toBe(1);
  expect(lostCapacityShare(0)).toBe(0);
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b) => {
        expect(lostCapacityShare(Math.min(a, b))).toBeLessThanOrEqual(lostCapacityShare(Math.max(a, b)));
      },
    ),
  );
});

test('run queue: the vendor waits half of the time, half of what it competes with is ours: share 0.25', () => {
  const processes = [
    processUse('mock', { cpuMs: 5000 }),
    processUse('vendor:postgres', { cpuMs: 5000 }),
    processUse('vendor:node-1', { cpuMs: 8000, runDelayMs: 10_000, wallMs: 20_000 }),
  ];
  expect(
    imposedWait({ ...emptyArtefacts(), phases, processes, machine: [machineUse()] }, 'rush'),
  ).toBeCloseTo(0.25);
});

test('ten backends that each wait a tenth of the time, running nine times as long: a tenth, not all of it', () => {
  const processes = [
    processUse('mock', { cpuMs: 5000 }),
    processUse('vendor:postgres', { cpuMs: 180_000, runDelayMs: 20_000, wallMs: 20_000 }),
  ];
  expect(
    imposedWait({ ...emptyArtefacts(), phases, processes, machine: [machineUse()] }, 'rush'),
  ).toBeCloseTo(0.1);
});

test('two hogs a core on two cores: more than half of everything is not the vendor’s', () => {
  // Four hogs take 1.5 of two cores; the vendor's thread stands in the queue two thirds of the time.
  const hogs = share({
    processes: [
      processUse('vendor:node-1', { cpuMs: 6000, runDelayMs: 13_000 }),
      processUse('mock', { cpuMs: 2000 }),
    ],
    machine: [machineUse({ foreignCores: 1.5 })],
  });
  expect(hogs.relative).toBe(1);
  for (const value of [1500, 60_000, 1e6]) {
    const read = applyShare(found('does-not-meet', value), latency, hogs);
    expect(read).toMatchObject({ reading: 'not-proven', reason: { code: 'harness-share' } });
  }
  const lost = resolveRequirement({ id: 'y', metric: 'rush.lost', checker: 'census' });
  expect(applyShare(found('does-not-meet', 40), lost, hogs).reading).toBe('not-proven');
  expect(applyShare(found('meets', 900), latency, hogs).reading).toBe('meets');
});

test.each([
  // share, value, reading: up to 20 % stands; up to 50 % only if the rest still misses 1,000 ms.
  [0.2, 1001, 'does-not-meet', 'misses'],
  [0.3, 1500, 'does-not-meet', 'misses-with-share'],
  [0.3, 1400, 'not-proven', 'harness-share'],
  [0.5, 2100, 'does-not-meet', 'misses-with-share'],
  [0.51, 9999, 'not-proven', 'harness-share'],
] as const)('share %f of %d ms: %s (%s)', (relative, value, reading, code) => {
  const read = applyShare(found('does-not-meet', value), latency, { ...noShare, relative });
  expect(read).toMatchObject({ reading, reason: { code } });
});

test('event loops add milliseconds: the tail to a percentile, the median to a median', () => {
  const delays = { relative: 0, typicalMs: 100, tailMs: 700 };
  expect(applyShare(found('does-not-meet', 1200), latency, delays).reading).toBe('not-proven');
  const median = { ...latency, checker: 'minute-median' };
  expect(applyShare(found('does-not-meet', 1200), median, delays).reading).toBe('does-not-meet');
});

test('a ratio that should be high is lifted by the share: 0.94 with 30 % ours would be 0.958', () => {
  const sends = resolveRequirement({
    id: 'z',
    metric: 'rush.sends.accepted_ratio',
    checker: 'proportion-lower',
    comparison: '>=',
    target: 0.95,
    unit: 'ratio',
  });
  const ours = { ...noShare, relative: 0.3 };
  expect(applyShare(found('does-not-meet', 0.94), sends, ours).reading).toBe('not-proven');
  expect(applyShare(found('does-not-meet', 0.9), sends, ours).reading).toBe('does-not-meet');
});
