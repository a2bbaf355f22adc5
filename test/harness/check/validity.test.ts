import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { foldValidity } from '../../../harness/check/fold-validity.ts';
import { validityRules } from '../../../harness/check/validity/index.ts';
import type { ValidityOutcome } from '../../../harness/check/validity-outcome.ts';
import type { Artefacts, EngineRecord, TrialRecord } from '../../../harness/record/artefacts.ts';
import type { FileReading } from '../../../harness/record/event-reader.ts';
import { validityChecks } from '../../../harness/schema/codes.ts';
import { scenarioPlan } from '../../../harness/schema/size-plan.ts';
import { Histogram } from '../../../harness/stats/histogram.ts';
import { asset } from '../../../package-root.ts';
import {
  emptyArtefacts,
  histogramOf,
  machineUse,
  planRecord,
  pressureRecord,
  processUse,
} from '../support/artefacts.ts';
import { runPlan } from '../support/builders.ts';
import { capacityPlan } from '../support/capacity-run.ts';

const rushPhase = [{ name: 'rush', startNs: 0, endNs: 30e9 }];

function outcomes(change: Partial<Artefacts>): readonly ValidityOutcome[] {
  const artefacts = { ...emptyArtefacts(), phases: rushPhase, ...change };
  return validityRules.map((rule) => rule(artefacts)).filter((outcome) => outcome !== null);
}

function check(id: string, change: Partial<Artefacts>): ValidityOutcome {
  const found = outcomes(change).find((outcome) => outcome.check.id === id);
  if (found === undefined) throw new Error(`${id} does not speak of this run`);
  return found;
}

const state = (id: string, change: Partial<Artefacts>) => check(id, change).check.state;
const plans = (...records: ReturnType<typeof planRecord>[]) => ({
  plans: new Map(records.map((record) => [record.id, record])),
});
const file = (change: Partial<FileReading> = {}): FileReading => ({
  file: 'asks',
  parts: [],
  lines: 10,
  complete: true,
  seqGaps: 0,
  badLines: 0,
  closed: true,
  ...change,
});
const files = (...own: FileReading[]) => ({
  files: [file({ file: 'run' }), file({ file: 'mock' }), file(), ...own],
});
const second = (ms: number) => ({ atNs: 1e9, loopP99Ms: ms, loopMaxMs: ms, gcMs: ms });
const engine = (change: Partial<EngineRecord>): EngineRecord => ({
  src: 'engine-1',
  scenario: 'media',
  iterations: 100,
  dropped: 0,
  lateness: new Histogram(),
  loop: [],
  endReason: 'complete',
  ...change,
});

/** A capacity search that played these plans. */
const searched = (...ids: string[]) => ({
  plan: runPlan({ plan: { scenarios: [scenarioPlan('rush', 'smoke')], capacity: capacityPlan } }),
  capacity: ids.map((plan) => ({ plan, ratePerSec: 50 })),
});

/** A run of which every check has something to say. */
const everyCheck = () =>
  outcomes({
    ...plans(planRecord('rush'), planRecord('null-ceiling', { loadEndUs: 2e6 }), planRecord('capacity-01')),
    ...searched('capacity-01'),
    ...files(),
    trials: [{ injected: true, t0Us: 1 } as TrialRecord],
    pressures: [pressureRecord()],
    engines: [engine({ lateness: histogramOf(1), loop: [second(1)] })],
    mockLoop: [second(1)],
    orchestratorLoop: [second(1)],
    processes: [processUse('mock'), processUse('vendor:node-1')],
    machine: [machineUse()],
  });

test('ids are file names, and each has its values listed', () => {
  const names = readdirSync(asset('harness', 'check', 'validity')).map((name) => name.replace(/\.ts$/, ''));
  expect(Object.keys(validityChecks).sort()).toEqual(names.filter((name) => name !== 'index').sort());
});

test('docs/reference/validity.md has a row for every check, with its limit and what it moves', () => {
  const page = readFileSync(asset('docs', 'reference', 'validity.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.map((row) => /^\| `([a-z-]+)`/.exec(row)?.[1])).toEqual(Object.keys(validityChecks));
  for (const { check: own } of everyCheck()) {
    const row = rows.find((line) => line.startsWith(`| \`${own.id}\``)) ?? '';
    expect(row, own.id).toContain(String(own.limit));
    expect(row, own.id).toMatch(new RegExp(`\\| ${own.moves} \\|$`));
  }
});

test('a cause carries exactly the values its list names', () => {
  const all = everyCheck();
  for (const { check: own } of all) {
    const listed: readonly string[] = validityChecks[own.id as keyof typeof validityChecks];
    const names = listed.map((name) => name.replace('?', ''));
    expect(names, own.id).toEqual(expect.arrayContaining(Object.keys(own.cause.values)));
    for (const name of listed.filter((need) => !need.endsWith('?')))
      expect(Object.keys(own.cause.values), own.id).toContain(name);
  }
  expect(all.map(({ check: own }) => own.id).sort()).toEqual(Object.keys(validityChecks).sort());
});

test('lateness: 50 ms in the steady part, a quarter of a second in the burst, half of it warns', () => {
  const rush = (latenessMs: number, change = {}) => plans(planRecord('rush', { latenessMs, ...change }));
  expect(state('lateness', rush(24))).toBe('ok');
  expect(state('lateness', rush(26))).toBe('warning');
  expect(state('lateness', rush(51))).toBe('failed');
  const burst = { burstAsks: 300, steady: planRecord('x').steady };
  expect(state('lateness', rush(120, burst))).toBe('ok');
  expect(state('lateness', rush(251, burst))).toBe('failed');
});

test("a script's own plan is held to the same limits; warm-up and null plans are not", () => {
  const own = (id: string) => plans(planRecord(id, { latenessMs: 51 }));
  expect(check('lateness', own('steady'))).toMatchObject({
    check: { state: 'failed' },
    scenarios: ['script'],
  });
  const ids = (id: string) => outcomes(own(id)).map((outcome) => outcome.check.id);
  expect(ids('steady')).toContain('lateness');
  expect(ids('warmup')).not.toContain('lateness');
  expect(ids('null-burst')).not.toContain('lateness');
});

test('dropped work: any is a warning, above one in a thousand it fails', () => {
  const rush = (dropped: number) => plans(planRecord('rush', { ledger: { planned: 10_000, dropped } }));
  expect([0, 10, 11].map((dropped) => state('dropped-work', rush(dropped)))).toEqual([
    'ok',
    'warning',
    'failed',
  ]);
  expect(check('dropped-work', { engines: [engine({ dropped: 1 })] }).scenarios).toEqual(['media']);
});

test('engine lateness: open-model work started 51 ms late fails for its scenario only', () => {
  const late = check('engine-lateness', { engines: [engine({ lateness: histogramOf(51) })] });
  expect(late).toMatchObject({ check: { state: 'failed' }, scenarios: ['media'] });
});

test('fault injected: one trial without an exit seen fails', () => {
  const trials = [
    { injected: true, t0Us: 5 },
    { injected: false, t0Us: null },
  ] as TrialRecord[];
  expect(state('fault-injected', { trials })).toBe('failed');
  expect(state('fault-injected', { trials: trials.slice(0, 1) })).toBe('ok');
});

test('fault injected: the scenario is that of the trials’ plans', () => {
  const trials = (plan: string) => ({ trials: [{ plan, injected: false, t0Us: null } as TrialRecord] });
  expect(check('fault-injected', trials('failover-1')).scenarios).toEqual(['failover']);
  expect(check('fault-injected', trials('drill-store-kill-1')).scenarios).toEqual(['drill']);
});

test('pressure held: 5 points from the target are enough, 6 are another fault than planned', () => {
  const held = (...ratios: (number | null)[]) =>
    check('pressure-held', { pressures: ratios.map((achievedRatio) => pressureRecord({ achievedRatio })) });
  expect(held(0.9, 0.8).check).toMatchObject({ state: 'ok', limit: 0.05 });
  expect(held(0.85, 0.79).check).toMatchObject({
    state: 'failed',
    moves: 'both',
    cause: { values: { achievedRatio: 0.79, targetRatio: 0.85, missing: 1, trials: 2 } },
  });
  expect(held(0.85, null).check).toMatchObject({ state: 'failed', value: null });
  expect(held(0.5).scenarios).toEqual(['drill']);
});

test('capacity points: one the harness could not play warns, more than half of them fail', () => {
  const late = { latenessMs: 51 };
  const of = (...ids: string[]) =>
    state('capacity-points', {
      ...searched(...ids),
      ...plans(planRecord('capacity-01'), planRecord('capacity-02', late), planRecord('capacity-03', late)),
    });
  expect(of('capacity-01')).toBe('ok');
  expect(of('capacity-01', 'capacity-02')).toBe('warning');
  expect(of('capacity-01', 'capacity-02', 'capacity-03')).toBe('failed');
  // A late point is the search's own matter: it does not make the load of the run invalid.
  const ids = outcomes({ ...searched('capacity-02'), ...plans(planRecord('capacity-02', late)) });
  expect(ids.map((outcome) => outcome.check.id)).not.toContain('lateness');
});

test('ledger: rows that do not sum, a mismatch with the mock, or 2 in 1,000 unknown fail', () => {
  const rush = (change: object) => state('ledger-sums', plans(planRecord('rush', change)));
  expect(rush({})).toBe('ok');
  expect(rush({ ledger: { answered: 999 } })).toBe('failed');
  expect(rush({ mismatch: { told: 1000, held: 990 } })).toBe('failed');
  expect(rush({ ledger: { answered: 999, unknown: 1 } })).toBe('warning');
  expect(rush({ ledger: { answered: 998, unknown: 2 } })).toBe('failed');
});

test('recorder: lost, damaged, open or missing files fail a complete run; an interrupted one may leave files open', () => {
  expect(state('recorder', files())).toBe('ok');
  expect(state('recorder', files(file({ file: 'host', seqGaps: 1 })))).toBe('failed');
  expect(state('recorder', files(file({ file: 'host', badLines: 1 })))).toBe('failed');
  expect(state('recorder', files(file({ file: 'host', closed: false })))).toBe('failed');
  expect(state('recorder', { files: [file({ file: 'run' })] })).toBe('failed');
  const cut = { ...emptyArtefacts().state, status: 'interrupted' as const };
  expect(state('recorder', { ...files(file({ file: 'host', closed: false })), state: cut })).toBe('warning');
});

test('null ceiling: 1,000 asks in 20 s are 50/s, more than half of a ceiling of 99/s', () => {
  const withCeiling = (perSec: number) =>
    plans(
      planRecord('rush'),
      planRecord('null-ceiling', { loadEndUs: 2e6, ledger: { answered: 2 * perSec } }),
    );
  expect(state('null-ceiling', withCeiling(100))).toBe('ok');
  expect(state('null-ceiling', withCeiling(99))).toBe('failed');
  expect(state('null-ceiling', plans(planRecord('rush')))).toBe('unknown');
});

test('planned work: 89 of 100 planned uploads fail a complete run, 90 do not', () => {
  const media = (attempted: number) => ({
    plan: runPlan({ plan: { scenarios: [{ ...scenarioPlan('media', 'smoke'), samples: 100 }] } }),
    media: { attempted } as Artefacts['media'],
  });
  expect(state('planned-work', media(90))).toBe('ok');
  expect(state('planned-work', media(89))).toBe('failed');
  expect(check('planned-work', media(89)).scenarios).toEqual(['media']);
});

test.each([
  ['mock-loop-delay', { mockLoop: [second(51)] }],
  ['engine-loop-delay', { engines: [engine({ loop: [second(51)] })] }],
  ['orchestrator-loop-delay', { orchestratorLoop: [second(101)] }],
  ['garbage-collection', { mockLoop: [second(51)] }],
  ['run-queue-harness', { processes: [processUse('mock', { runDelayMs: 4200 })] }],
  [
    'run-queue-vendor',
    { processes: [processUse('mock', { cpuMs: 9e3 }), processUse('vendor:n', { runDelayMs: 9e3 })] },
  ],
  ['foreign-load', { machine: [machineUse({ foreignCores: 0.25 })] }],
  ['steal', { machine: [machineUse({ stealRatio: 0.06 })] }],
  ['cpu-pressure', { machine: [machineUse({ pressureRatio: 0.6 })] }],
] as const)('%s only makes a vendor look slower: it warns, and the run stays valid', (id, change) => {
  const found = check(id, change);
  expect(found.check).toMatchObject({ state: 'warning', moves: 'slower' });
  expect(found.check.value).toBeGreaterThan(found.check.limit ?? Number.POSITIVE_INFINITY);
  expect(foldValidity([found], []).state).toBe('valid');
});

test('fold: one failed check that moves figures both ways makes the run invalid', () => {
  const failed = check('lateness', plans(planRecord('rush', { latenessMs: 60 })));
  const warned = check('lateness', plans(planRecord('rush', { latenessMs: 30 })));
  const good = check('lateness', plans(planRecord('rush')));
  expect(foldValidity([good], []).state).toBe('valid');
  expect(foldValidity([good, warned], []).state).toBe('valid-with-warnings');
  expect(foldValidity([good, warned, failed], []).state).toBe('invalid');
});
