import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { foldValidity } from '../../../harness/check/fold-validity.ts';
import { validityRules } from '../../../harness/check/validity/index.ts';
import type { ValidityOutcome } from '../../../harness/check/validity-outcome.ts';
import type {
  Artefacts,
  EngineRecord,
  Gap,
  HostWindow,
  MemorySeries,
  ScriptedAsks,
  SealReading,
  TrialRecord,
} from '../../../harness/record/artefacts.ts';
import type { FileReading } from '../../../harness/record/event-reader.ts';
import { validityChecks } from '../../../harness/schema/codes.ts';
import type { Metric } from '../../../harness/schema/result.ts';
import { scenarioPlan } from '../../../harness/schema/size-plan.ts';
import { Histogram } from '../../../harness/stats/histogram.ts';
import type { RecorderFacts } from '../../../mock-whatsapp/contract/events.ts';
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

function outcomes(
  change: Partial<Artefacts>,
  metrics: ReadonlyMap<string, Metric> = new Map(),
): readonly ValidityOutcome[] {
  const artefacts = { ...emptyArtefacts(), phases: rushPhase, ...change };
  return validityRules.map((rule) => rule(artefacts, metrics)).filter((outcome) => outcome !== null);
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
const recorderFacts = (change: Partial<RecorderFacts> = {}): RecorderFacts => ({
  writes: 20,
  lagP99Ms: 1010,
  lagMaxMs: 1010,
  writeMaxMs: 2,
  writingMs: 20,
  spanMs: 20_000,
  backlogMaxBytes: 1000,
  ...change,
});
const file = (change: Partial<FileReading> = {}): FileReading => ({
  file: 'asks',
  parts: [],
  lines: 10,
  complete: true,
  seqGaps: 0,
  badLines: 0,
  closed: true,
  recorder: recorderFacts(),
  clockStepMs: 0.4,
  ...change,
});
const files = (...own: FileReading[]) => ({
  files: [file({ file: 'run' }), file({ file: 'mock' }), file(), ...own],
});
const second = (ms: number) => ({ atNs: 1e9, loopP99Ms: ms, loopMaxMs: ms, gcMs: ms });
const engine = (change: Partial<EngineRecord>): EngineRecord => ({
  src: 'engine-1',
  scenario: 'media',
  scriptedAsks: [],
  exhausted: 0,
  models: [],
  times: [],
  iterations: 100,
  dropped: 0,
  lateness: new Histogram(),
  loop: [],
  endReason: 'complete',
  ...change,
});

/** Scripted asks: wait beyond the mock's span, and that span, ms. */
const scripted = (holeMs: number, serviceMs: number): ScriptedAsks => ({
  scenario: 'shift',
  hole: histogramOf(holeMs),
  service: histogramOf(serviceMs),
  unanswered: 0,
});
const lossOfThousand = {
  id: 'loss',
  metric: 'rush.loss_ratio',
  checker: 'proportion-upper',
  sizes: ['smoke' as const],
  needs: { samples: 1000 },
};
/** Ten seconds in which others took `taken` of two cores. */
const window = (taken: number, startNs = 0): HostWindow => ({
  phase: 'rush',
  startNs,
  processes: [],
  machine: machineUse({ foreignCores: 2 * taken }),
});
/** 21 minutes of a process that gains `mibPerHour`. */
const steadyMemory = (mibPerHour: number): MemorySeries => ({
  role: 'mock',
  pid: 1,
  minutes: Array.from({ length: 21 }, (_, minute) => minute),
  rssBytes: Array.from({ length: 21 }, (_, minute) => 100e6 + (minute * mibPerHour * 1024 ** 2) / 60),
});
/** A capacity search that played these plans. */
const searched = (...ids: string[]) => ({
  plan: runPlan({
    requirements: [lossOfThousand],
    plan: { scenarios: [scenarioPlan('rush', 'smoke')], capacity: capacityPlan },
  }),
  capacity: ids.map((plan) => ({ plan, ratePerSec: 50 })),
});

/** A run of which every check has something to say. */
const everyCheck = () =>
  outcomes({
    ...plans(planRecord('rush'), planRecord('null-ceiling', { loadEndUs: 2e6 }), planRecord('capacity-01')),
    ...searched('capacity-01'),
    ...files(),
    trials: [{ trial: 1, injected: true, t0Us: 1, exitSeenAfterMs: 2 } as TrialRecord],
    engines: [engine({ lateness: histogramOf(1), loop: [second(1)], scriptedAsks: [scripted(1, 30)] })],
    phases: [{ name: 'rush', startNs: 0, endNs: 1200e9 }],
    hostWindows: [window(0)],
    memory: [steadyMemory(0)],
    pressures: [pressureRecord()],
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

test('fault timing: the exit seen 251 ms after the signal fails, 126 ms warn, none seen is unknown', () => {
  const trials = (exitSeenAfterMs: number | null) => ({
    trials: [{ trial: 1, injected: true, t0Us: 1, exitSeenAfterMs } as TrialRecord],
  });
  expect([125, 126, 251, null].map((ms) => state('fault-timing', trials(ms)))).toEqual([
    'ok',
    'warning',
    'failed',
    'unknown',
  ]);
});

test('recorder lag: ten periods of a second fail, five warn, files that say nothing are unknown', () => {
  const host = (facts: Partial<RecorderFacts>) =>
    files(file({ file: 'host', recorder: recorderFacts(facts) }));
  expect(state('recorder-lag', files())).toBe('ok');
  expect(state('recorder-lag', host({ lagP99Ms: 5001 }))).toBe('warning');
  expect(check('recorder-lag', host({ lagP99Ms: 10_001 })).check).toMatchObject({
    state: 'failed',
    cause: { code: 'recorder-lag', values: { file: 'host', lagMs: 10_001 } },
  });
  const silent = { files: [file({ recorder: null })] };
  expect(state('recorder-lag', silent)).toBe('unknown');
  expect(state('disk-slow', silent)).toBe('unknown');
});

test('slow disk: 4.1 s of 20 s with a write outstanding fail, 1.1 s warn', () => {
  const asks = (writingMs: number) => ({ files: [file({ recorder: recorderFacts({ writingMs }) })] });
  expect([900, 1100, 4100].map((ms) => state('disk-slow', asks(ms)))).toEqual(['ok', 'warning', 'failed']);
});

test('clock: a step of 129 ms fails, 128 ms (ntpd slews up to it) do not, no samples are unknown', () => {
  const stepped = (clockStepMs: number | null) => state('clock-step', { files: [file({ clockStepMs })] });
  expect([128, 129, null].map(stepped)).toEqual(['ok', 'failed', 'unknown']);
});

test('seals: a changed file and a changed result fail; without a seal both are unknown', () => {
  const seal = (change: Partial<SealReading>) => ({
    seal: { changed: [], result: 'as-written' as const, ...change },
  });
  expect(state('sealed-files', seal({}))).toBe('ok');
  expect(check('sealed-files', seal({ changed: ['events/asks.ndjson.gz'] })).check).toMatchObject({
    state: 'failed',
    cause: { values: { changed: 1, files: 'events/asks.ndjson.gz' } },
  });
  expect(state('sealed-files', seal({ changed: null }))).toBe('unknown');
  const results = ['none', 'as-written', 'edited', 'unsealed'] as const;
  expect(results.map((result) => state('result-file', seal({ result })))).toEqual([
    'ok',
    'ok',
    'failed',
    'unknown',
  ]);
});

test('timer: a clock of 1.1 ms fails, a wake as late warns, nothing measured is unknown', () => {
  const timer = (clockStepMs: number, wakeP50Ms: number) =>
    state('timer-resolution', { timer: { clockStepMs, wakeP50Ms, wakeP99Ms: 3 } });
  expect([timer(0.001, 0.9), timer(0.001, 1.1), timer(1.1, 0.1)]).toEqual(['ok', 'warning', 'failed']);
  expect(state('timer-resolution', { timer: null })).toBe('unknown');
});

test('sockets: four fifths of files or ports warn; one connection this machine refused itself fails', () => {
  const mock = (fdRatioPeak: number | null) => ({ processes: [processUse('mock', { fdRatioPeak })] });
  expect(state('sockets', mock(0.8))).toBe('ok');
  expect(state('sockets', mock(0.81))).toBe('warning');
  expect(state('sockets', { ...mock(0.1), machine: [machineUse({ portRatioPeak: 0.9 })] })).toBe('warning');
  expect(state('sockets', { ...mock(0.1), mockExhausted: 1 })).toBe('failed');
  expect(state('sockets', { ...mock(0.1), engines: [engine({ exhausted: 2 })] })).toBe('failed');
  expect(state('sockets', mock(null))).toBe('unknown');
  // The vendor's own descriptors are the vendor's.
  expect(state('sockets', { processes: [processUse('vendor:node-1', { fdRatioPeak: 0.9 })] })).toBe(
    'unknown',
  );
});

test("matcher: another one than the plan's fails; a script's own is its own; old files are unknown", () => {
  const rush = (matcher: string | null) => plans(planRecord('rush', { matcher }));
  expect(check('matcher-differs', rush('context'))).toMatchObject({
    check: { state: 'failed', cause: { values: { planned: 'echo', used: 'context', plan: 'rush' } } },
    scenarios: ['rush'],
  });
  expect([rush('echo'), rush(null)].map((own) => state('matcher-differs', own))).toEqual(['ok', 'unknown']);
  const ids = outcomes(plans(planRecord('steady', { matcher: 'context' }))).map((own) => own.check.id);
  expect(ids).not.toContain('matcher-differs');
});

test('matcher suspect: 501 of 1,000 replies that fail it fail the run, 101 warn, no reply at all is unknown', () => {
  const rush = (holding: number, answered: number) =>
    state(
      'matcher-suspect',
      plans(planRecord('rush', { ledger: { holding, answered, lost: 1000 - answered } })),
    );
  expect([rush(100, 900), rush(101, 899), rush(501, 499), rush(0, 0)]).toEqual([
    'ok',
    'warning',
    'failed',
    'unknown',
  ]);
  const wrong = plans(planRecord('rush', { ledger: { wrong: 501, answered: 499 } }));
  expect(state('matcher-suspect', wrong)).toBe('failed');
});

test('pair rate: one ask that nobody may answer warns, 2 of 1,000 fail, an older run is unknown', () => {
  const rush = (beyondPairRate: number | null) =>
    plans(planRecord('rush', { beyondPairRate, ledger: { planned: 1000 } }));
  expect([rush(0), rush(1), rush(2), rush(null)].map((own) => state('pair-rate', own))).toEqual([
    'ok',
    'warning',
    'failed',
    'unknown',
  ]);
  expect(check('pair-rate', rush(2)).scenarios).toEqual(['rush']);
});

test('minimum evidence: 999 of 1,000 samples warn; a scenario that never ran is unknown', () => {
  const sent = (value: number) =>
    new Map([['rush.sent', { value, unit: 'count' as const, n: value, low: null, high: null }]]);
  const plan = runPlan({ scenarios: ['rush'], requirements: [lossOfThousand] });
  const of = (change: Partial<Artefacts>, samples: number) =>
    outcomes({ plan, ...change }, sent(samples)).find((own) => own.check.id === 'minimum-evidence')?.check;
  expect(of(plans(planRecord('rush')), 1000)?.state).toBe('ok');
  expect(of(plans(planRecord('rush')), 999)).toMatchObject({
    state: 'warning',
    cause: { values: { short: 1, requirement: 'loss', kind: 'samples', needed: 1000, had: 999 } },
  });
  expect(of({ phases: [] }, 0)?.state).toBe('unknown');
});

test('hole: 2 ms, or 5 % of the p99 of the span; without a hole on record it is unknown', () => {
  const asked = (...scriptedAsks: ScriptedAsks[]) => ({ engines: [engine({ scriptedAsks })] });
  expect(check('hole', asked(scripted(1.9, 20))).check).toMatchObject({ state: 'ok', limit: 2 });
  expect(state('hole', asked(scripted(2.1, 20)))).toBe('warning');
  expect(state('hole', asked(scripted(9, 200)))).toBe('ok');
  expect(state('hole', asked(scripted(11, 200)))).toBe('warning');
  expect(state('hole', asked({ ...scripted(1, 20), hole: new Histogram() }))).toBe('unknown');
  expect(outcomes({}).map((own) => own.check.id)).not.toContain('hole');
});

test('run queue by window: ten bad seconds of 30 are named, though the mean of the phase is fine', () => {
  const windows = [window(0), window(0.3, 10e9), window(0, 20e9)];
  const found = check('run-queue-window', {
    hostWindows: windows,
    machine: [machineUse({ foreignCores: 0.2 })],
  });
  // 30 % of the machine gone: 1 − (1 − 0.6/0.7)/0.4 = 0.643.
  expect(found.check.value).toBeCloseTo(0.643, 3);
  expect(found.check).toMatchObject({ state: 'warning', cause: { values: { fromMs: 10_000 } } });
  expect(state('run-queue-window', {})).toBe('unknown');
});

test('sampling gaps: 7 of 30 s unwatched warn; no sample at all on Linux is everything, elsewhere unknown', () => {
  const gaps = (...hostGaps: Gap[]) => ({ machine: [machineUse()], hostGaps });
  const seven = { startNs: 5e9, endNs: 12e9 };
  expect(check('sampling-gaps', gaps(seven)).check.value).toBeCloseTo(7 / 30);
  expect(state('sampling-gaps', gaps(seven))).toBe('warning');
  expect(state('sampling-gaps', gaps({ startNs: 5e9, endNs: 10e9 }))).toBe('ok');
  // A second without a sample at either end is how sampling works.
  expect(
    check('sampling-gaps', gaps({ startNs: -9e9, endNs: 1e9 }, { startNs: 29e9, endNs: 99e9 })).check.value,
  ).toBe(0);
  const none = { hostGaps: [{ startNs: 0, endNs: Number.MAX_SAFE_INTEGER }] };
  const plan = runPlan();
  const linux = { ...plan, provenance: { ...plan.provenance, machine: { os: 'linux', cores: 2 } } };
  expect(check('sampling-gaps', { ...none, plan: linux }).check.value).toBe(1);
  expect(state('sampling-gaps', none)).toBe('unknown');
});

test('memory slope: 32 MiB an hour warn, 8 do not; below 20 minutes nothing is said; no series is unknown', () => {
  const long = [{ name: 'rush', startNs: 0, endNs: 1200e9 }];
  const gain = (mib: number) => state('memory-slope', { phases: long, memory: [steadyMemory(mib)] });
  expect([gain(8), gain(32), gain(-32)]).toEqual(['ok', 'warning', 'ok']);
  expect(state('memory-slope', { phases: long })).toBe('unknown');
  expect(outcomes({ memory: [steadyMemory(32)] }).map((own) => own.check.id)).not.toContain('memory-slope');
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
