import { expect, test } from 'vitest';
import { figureShare } from '../../../harness/check/figure-share.ts';
import { windowShares } from '../../../harness/check/window-share.ts';
import type { Artefacts, HostWindow } from '../../../harness/record/artefacts.ts';
import { emptyArtefacts, histogramOf, machineUse, planRecord } from '../support/artefacts.ts';
import { resolveRequirement } from '../support/requirements.ts';

/** A minute's rush; `taken[i]` of the machine went to others in its i-th ten seconds. */
function artefacts(taken: readonly number[], blockMs: readonly number[]): Artefacts {
  const window = (share: number, i: number): HostWindow => ({
    phase: 'rush',
    startNs: i * 10e9,
    processes: [],
    machine: machineUse({ foreignCores: 2 * share }),
  });
  const plan = planRecord('rush', { blocks: blockMs.map((ms) => histogramOf(ms, 1000)) });
  return {
    ...emptyArtefacts(),
    phases: [{ name: 'rush', startNs: 0, endNs: 60e9 }],
    hostWindows: taken.map(window),
    machine: [machineUse({ foreignCores: 0 })],
    plans: new Map([['rush', plan]]),
  };
}

const p99 = resolveRequirement({
  id: 'a',
  metric: 'rush.response.p99',
  checker: 'percentile',
  target: 1000,
  unit: 'ms',
});
const fast = [100, 100, 100, 100, 100, 100];

test('a neighbour for ten seconds of sixty: the mean is nothing, a tail may be all his', () => {
  const run = artefacts([0, 0, 0.4, 0, 0, 0], [100, 100, 5000, 100, 100, 100]);
  expect(figureShare(run, 'rush', p99).relative).toBe(1);
  const count = resolveRequirement({ id: 'b', metric: 'rush.lost', checker: 'census', unit: 'count' });
  expect(figureShare(run, 'rush', count).relative).toBe(0);
});

test('the median of a phase takes the middle window; that of a burst is made in a second, as a tail', () => {
  const p50 = (metric: string) => resolveRequirement({ ...p99, id: 'c', metric, checker: 'census' });
  const once = artefacts([0, 0, 0.4, 0, 0, 0], fast);
  const often = artefacts([0, 0.4, 0.4, 0.4, 0.4, 0], fast);
  expect(figureShare(once, 'rush', p50('rush.response.p50')).relative).toBe(0);
  expect(figureShare(often, 'rush', p50('rush.steady.response.p50')).relative).toBe(1);
  expect(figureShare(once, 'rush', p50('rush.burst.response.p50')).relative).toBe(1);
});

test('a vendor that misses in the undisturbed fifty seconds as well is not excused', () => {
  const run = artefacts([0, 0, 0.4, 0, 0, 0], [5000, 5000, 5000, 5000, 5000, 5000]);
  expect(figureShare(run, 'rush', p99).relative).toBe(0);
});

test('what was not watched clears nobody: a window counts as ours as far as it lies in gaps', () => {
  const run = artefacts([0, 0, 0, 0, 0, 0], [5000, 5000, 5000, 5000, 5000, 5000]);
  const blind = (fromSec: number) => ({ startNs: fromSec * 1e9, endNs: (fromSec + 4) * 1e9 });
  const hostGaps = Array.from({ length: 15 }, (_, i) => blind(4 * i));
  expect(figureShare({ ...run, hostGaps }, 'rush', p99).relative).toBe(1);
  // Four blind seconds of sixty do not excuse who misses in the others.
  expect(figureShare({ ...run, hostGaps: [blind(12)] }, 'rush', p99).relative).toBeLessThan(0.2);
});

test('before the phase nobody has to look, nor in its first second', () => {
  const run = artefacts([0, 0, 0, 0, 0, 0], [5000, 5000, 5000, 5000, 5000, 5000]);
  const phases = [{ name: 'rush', startNs: 8e9, endNs: 60e9 }];
  const hostGaps = [{ startNs: 0, endNs: 9e9 }];
  expect(windowShares({ ...run, phases, hostGaps }, 'rush').map(({ share }) => share)).toEqual([
    0, 0, 0, 0, 0, 0,
  ]);
  const late = [{ startNs: 0, endNs: 11e9 }];
  expect(windowShares({ ...run, phases, hostGaps: late }, 'rush').map(({ share }) => share)).toEqual([
    1, 0.1, 0, 0, 0, 0,
  ]);
});

test('fewer undisturbed blocks than half say too little', () => {
  const run = artefacts([0, 0, 0.4, 0.4, 0.4, 0.4], [5000, 5000, 5000, 5000, 5000, 5000]);
  expect(figureShare(run, 'rush', p99).relative).toBe(1);
});

test('a plan that begins between two windows touches both', () => {
  const run = artefacts([0, 0, 0.4, 0, 0, 0], [5000, 5000, 5000, 5000, 5000, 5000]);
  const [plan] = run.plans.values();
  const shifted = { ...run, plans: new Map([['rush', { ...plan, startNs: 5e9 } as never]]) };
  // Blocks 1 and 2 touch the bad window, block 5 one that is not on record: three of six are left, enough.
  expect(figureShare(shifted, 'rush', p99).relative).toBe(0);
  const worse = artefacts([0, 0.4, 0, 0.4, 0, 0], [5000, 5000, 5000, 5000, 5000, 5000]);
  const [other] = worse.plans.values();
  const shiftedWorse = { ...worse, plans: new Map([['rush', { ...other, startNs: 5e9 } as never]]) };
  expect(figureShare(shiftedWorse, 'rush', p99).relative).toBe(1);
});

test('a minute’s median takes the worst minute of windows', () => {
  const median = resolveRequirement({
    id: 'c',
    metric: 'rush.response.worst_minute_p50',
    checker: 'minute-median',
    target: 1000,
    unit: 'ms',
  });
  // 0.25 of the machine gone in all six windows of one minute: share 0.5; the twelve before are clean.
  const run = artefacts([...Array<number>(12).fill(0), ...Array<number>(6).fill(0.25)], fast);
  expect(figureShare(run, 'rush', median).relative).toBeCloseTo(0.5);
});
