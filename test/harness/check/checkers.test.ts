import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkers } from '../../../harness/check/checkers/index.ts';
import type { Evidence, Finding } from '../../../harness/check/finding.ts';
import { safe } from '../../../harness/check/safe.ts';
import type { TrialRecord } from '../../../harness/record/artefacts.ts';
import { methods, reasonCodes } from '../../../harness/schema/codes.ts';
import type { Requirement } from '../../../harness/schema/requirement.ts';
import type { Metric } from '../../../harness/schema/result.ts';
import { asset } from '../../../package-root.ts';
import { emptyArtefacts } from '../support/artefacts.ts';
import { resolveRequirement } from '../support/requirements.ts';

function evidence(
  metrics: Record<string, Partial<Metric>> = {},
  trials: readonly Partial<TrialRecord>[] = [],
): Evidence {
  const entries = Object.entries(metrics).map(([name, metric]) => {
    const whole: Metric = { value: null, unit: 'count', n: 0, low: null, high: null, ...metric };
    return [name, whole] as const;
  });
  return {
    metrics: new Map(entries),
    artefacts: { ...emptyArtefacts(), trials: trials as readonly TrialRecord[] },
  };
}

function read(checker: string, given: Evidence, requirement: Partial<Requirement> = {}): Finding {
  const check = checkers.get(checker);
  if (check === undefined) throw new Error(`no checker ${checker}`);
  return check(given, resolveRequirement({ id: 'x', metric: 'rush.x', checker, ...requirement }));
}

test('ids are file names', () => {
  const files = readdirSync(asset('harness', 'check', 'checkers'))
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => !['index', 'interval-of-metric'].includes(name));
  expect([...checkers.keys()].sort()).toEqual(files.sort());
});

test.each([...checkers.keys()])('%s: empty evidence is not proven', (id) => {
  for (const metric of ['rush.x', 'failover.recovery.worst']) {
    const found = read(id, evidence(), { metric });
    expect(found).toMatchObject({ reading: 'not-proven', n: 0, value: null });
    expect(Object.keys(reasonCodes)).toContain(found.reason.code);
    expect(methods).toContain(found.method);
    const nothingCounted = read(id, evidence({ [metric]: { value: 0, n: 0 } }), { metric });
    expect(nothingCounted.reading).toBe('not-proven');
  }
});

test('an interval that is open on the side that decides is not proven, and says why', () => {
  const open = evidence({ 'rush.x': { value: 20, n: 50_000, unit: 'ms', low: 12, high: null } });
  expect(read('percentile', open, { target: 1000, unit: 'ms' })).toMatchObject({
    reading: 'not-proven',
    reason: { code: 'open-interval', values: { low: 12, target: 1000 } },
  });
  const across = evidence({ 'rush.x': { value: 20, n: 50_000, unit: 'ms', low: 12, high: 1200 } });
  expect(read('percentile', across, { target: 1000, unit: 'ms' }).reason.code).toBe('straddles');
});

test.each(['percentile', 'minute-median', 'trend', 'hour-ratio', 'proportion-upper', 'proportion-lower'])(
  '%s reads the whole interval against a target of 100',
  (id) => {
    const at = (value: number, low: number | null, high: number | null, comparison: '<=' | '>=' = '<=') =>
      read(id, evidence({ 'rush.x': { value, low, high, n: 50 } }), { target: 100, comparison }).reading;
    expect(at(50, 40, 60)).toBe('meets');
    expect(at(95, 91, 99)).toBe('meets-narrowly');
    expect(at(95, 90, 101)).toBe('not-proven');
    expect(at(120, 101, 140)).toBe('does-not-meet');
    expect(at(100, 100, 100)).toBe('meets-narrowly');
    // Open on the side that matters; open on the other.
    expect(at(50, 40, null)).toBe('not-proven');
    expect(at(50, null, 60)).toBe('meets');
    expect(at(120, 110, null)).toBe('does-not-meet');
    expect(at(200, 150, 250, '>=')).toBe('meets');
    expect(at(50, 40, 60, '>=')).toBe('does-not-meet');
  },
);

test('a figure without an interval, or below its floor, proves nothing', () => {
  expect(read('percentile', evidence({ 'rush.x': { value: 5, n: 700 } })).reason.code).toBe('no-interval');
  expect(read('percentile', evidence({ 'rush.x': { value: null, n: 600 } })).reason.code).toBe('below-floor');
});

test('a ratio of 100 % against 95 % has the whole allowance as margin; 95.4 % is narrow', () => {
  const ratio = { unit: 'ratio', comparison: '>=', target: 0.95 } as const;
  const full = read(
    'proportion-lower',
    evidence({ 'rush.x': { value: 1, low: 0.999, high: 1, n: 3000 } }),
    ratio,
  );
  expect(full).toMatchObject({ reading: 'meets', margin: expect.closeTo(1) });
  const tight = read(
    'proportion-lower',
    evidence({ 'rush.x': { value: 0.954, low: 0.951, high: 0.96, n: 3000 } }),
    ratio,
  );
  expect(tight).toMatchObject({ reading: 'meets-narrowly', margin: expect.closeTo(0.08) });
});

test('census: exact, without an interval', () => {
  expect(read('census', evidence({ 'rush.x': { value: 0, n: 1000 } }))).toMatchObject({
    reading: 'meets',
    interval: null,
  });
  expect(read('census', evidence({ 'rush.x': { value: 1, n: 1000 } })).reading).toBe('does-not-meet');
});

test('every-answered: an ask of unknown fate leaves it unproven, a lost one settles it', () => {
  const given = (unanswered: number, unknown: number) =>
    evidence({
      'rush.unanswered': { value: unanswered, n: 1500 },
      'rush.unknown': { value: unknown, n: 1500 },
    });
  const metric = 'rush.unanswered';
  expect(read('every-answered', given(0, 0), { metric }).reading).toBe('meets');
  expect(read('every-answered', given(0, 1), { metric })).toMatchObject({
    reading: 'not-proven',
    reason: { code: 'unknown-asks', values: { unknown: 1, n: 1500 } },
  });
  expect(read('every-answered', given(1, 1), { metric }).reading).toBe('does-not-meet');
});

const trial = (fields: Partial<TrialRecord>): Partial<TrialRecord> => ({
  plan: 'failover-1',
  injected: true,
  t0Us: 1,
  restoredBy: 'vendor',
  recoveryMs: 1000,
  recoveryAtLeastMs: null,
  ...fields,
});

test.each([
  ['the worst counts', [trial({}), trial({ recoveryMs: 3100 })], 'meets', 3100],
  ['one above the target', [trial({}), trial({ recoveryMs: 91_000 })], 'does-not-meet', 91_000],
  [
    'not recovered, still within the target',
    [trial({ recoveryMs: null, recoveryAtLeastMs: 20_000 })],
    'not-proven',
    20_000,
  ],
  [
    'not recovered, beyond the target',
    [trial({ recoveryMs: null, recoveryAtLeastMs: 100_000 })],
    'does-not-meet',
    100_000,
  ],
  ['restored by the operator', [trial({ restoredBy: 'operator' })], 'does-not-meet', 1000],
  ['nobody restarted the node, asks recovered', [trial({ restoredBy: 'nobody' })], 'meets', 1000],
  ['a fault that was not injected is no trial', [trial({ injected: false })], 'not-proven', null],
] as const)('worst-of-trials: %s', (_, trials, reading, value) => {
  const requirement = { metric: 'failover.recovery.worst', target: 90_000, unit: 'ms' } as const;
  expect(read('worst-of-trials', evidence({}, trials), requirement)).toMatchObject({ reading, value });
});

test('worst-of-trials: a drill of another fault is another figure', () => {
  const trials = [trial({}), trial({ plan: 'drill-store-kill-1', recoveryMs: 95_000 })];
  const of = (metric: string) =>
    read('worst-of-trials', evidence({}, trials), { metric, target: 90_000, unit: 'ms' });
  expect(of('failover.recovery.worst')).toMatchObject({ value: 1000, n: 1 });
  expect(of('drill.store-kill.recovery.worst')).toMatchObject({ reading: 'does-not-meet', value: 95_000 });
  expect(of('drill.gateway-kill.recovery.worst')).toMatchObject({ reading: 'not-proven' });
});

test('a checker that throws proves nothing and says why', () => {
  const broken = safe(() => {
    throw new Error('division by zero');
  });
  expect(
    broken(evidence(), resolveRequirement({ id: 'x', metric: 'rush.x', checker: 'census' })),
  ).toMatchObject({
    reading: 'not-proven',
    reason: { code: 'checker-failed', values: { message: 'division by zero' } },
  });
});
