import type { Result, ValidityCheck } from '../../../harness/schema/result.ts';
import { metricOf, rushWindows, standardResult, trialOf } from './sample-result.ts';

/** Replaces fields of one requirement. */
function withRequirement(
  result: Result,
  id: string,
  changes: Partial<Result['requirements'][number]>,
): Result {
  return {
    ...result,
    requirements: result.requirements.map((requirement) =>
      requirement.id === id ? { ...requirement, ...changes } : requirement,
    ),
  };
}

/** A vendor that loses 1 of 50 asks, fails uploads from 700 on and needs the operator once. */
export function failingResult(): Result {
  const base = standardResult();
  const lost = withRequirement(base, 'rush-loss', {
    value: 0.02,
    interval: { low: 0.0189, high: 0.0212, confidence: 0.95 },
    margin: -19,
    reading: 'does-not-meet',
    reason: { code: 'misses', values: { value: 0.02, target: 0.001, n: 54_000 } },
  });
  const media = withRequirement(lost, 'media-uploads', {
    value: 300,
    reading: 'does-not-meet',
    reason: { code: 'misses', values: { value: 300, target: 0, n: 1000 } },
  });
  const minute = withRequirement(media, 'rush-worst-minute', {
    value: 2180,
    interval: { low: 2050, high: 2420, confidence: 0.969 },
    margin: 0.052,
    reading: 'not-proven',
    reason: { code: 'straddles', values: { value: 2180, target: 2300, n: 9000 } },
  });
  const failover = withRequirement(minute, 'failover-recovery', {
    value: 108_000,
    margin: -0.2,
    reading: 'does-not-meet',
    reason: { code: 'not-recovered', values: { trials: 1 } },
  });
  const slow = withRequirement(failover, 'shift-system-errors', {
    margin: 0.04,
    reading: 'meets-narrowly',
    reason: { code: 'narrow', values: {} },
  });
  return {
    ...slow,
    run: '2026-11-20T06-10-02Z-acme-standard',
    vendor: { ...base.vendor, id: 'acme', name: 'Acme Messenger Suite', version: '7.4 (stated)' },
    verdict: {
      outcome: 'fail',
      reading: 'does-not-meet',
      exitCode: 1,
      mustHaves: 6,
      missed: ['rush-loss', 'media-uploads', 'failover-recovery'],
      unproven: ['rush-worst-minute'],
      notTested: [],
    },
    trials: base.trials.map((trial) =>
      trial.trial === 4
        ? trialOf(4, { recoveryMs: null, drainedMs: null, restoredBy: 'operator', restartMs: null, lost: 41 })
        : trial,
    ),
    errors: [
      {
        class: 'upload-503',
        origin: 'vendor',
        scenario: 'media',
        count: 300,
        firstMs: 41_200,
        lastMs: 58_900,
      },
      { class: 'graph-130429', origin: 'mock', scenario: 'rush', count: 812, firstMs: 210, lastMs: 4020 },
      {
        class: 'script-exception',
        origin: 'harness',
        scenario: 'shift',
        count: 1,
        firstMs: 900,
        lastMs: 900,
      },
    ],
    metrics: {
      ...base.metrics,
      'rush.answered': metricOf(52_710, 'count', 54_000),
      'rush.late': metricOf(210, 'count', 54_000),
      'rush.lost': metricOf(1060, 'count', 54_000),
      'rush.undelivered': metricOf(20, 'count', 54_000),
      'rush.loss_ratio': metricOf(0.02, 'ratio', 54_000, 0.0189, 0.0212),
      'media.stored': metricOf(700, 'count', 1000),
      'media.failed': metricOf(300, 'count', 1000),
      'media.first_failure_index': metricOf(700, 'count', 1000),
      'media.status.200': metricOf(700, 'count', 1000),
      'media.status.503': metricOf(300, 'count', 1000),
      'failover.recovery.worst': metricOf(null, 'ms', 5),
      'failover.recovery.median': metricOf(null, 'ms', 5),
    },
    faults: [
      ...base.faults,
      { id: 'stall', kind: 'node-kill', series: 'rush.windows', startMs: 120_000, endMs: 150_000, label: '' },
    ],
  };
}

/** Planned evidence fell short for two must-haves. */
export function openResult(): Result {
  const base = withRequirement(standardResult(), 'rush-loss', {
    reading: 'not-proven',
    n: 1800,
    reason: { code: 'too-few', values: { kind: 'samples', needed: 3000, had: 1800 } },
  });
  return {
    ...base,
    verdict: {
      ...base.verdict,
      outcome: 'open',
      reading: 'not-proven',
      exitCode: 2,
      unproven: ['rush-loss'],
    },
  };
}

const broken: ValidityCheck = {
  id: 'lateness',
  value: 412,
  limit: 50,
  unit: 'ms',
  state: 'failed',
  moves: 'both',
  cause: { code: 'lateness', values: { plan: 'rush', part: 'steady', p99Ms: 412 } },
};
const pressed: ValidityCheck = {
  id: 'cpu-pressure',
  value: 0.81,
  limit: 0.5,
  unit: 'ratio',
  state: 'warning',
  moves: 'slower',
  cause: { code: 'cpu-pressure', values: { scenario: 'rush', valueRatio: 0.81 } },
};

/** The machine was not free: every reading falls to "not proven". */
export function invalidResult(): Result {
  const base = standardResult();
  return {
    ...base,
    verdict: { ...base.verdict, outcome: 'invalid', reading: 'not-proven', exitCode: 3 },
    requirements: base.requirements.map((requirement) =>
      requirement.reading === 'not-tested'
        ? requirement
        : {
            ...requirement,
            reading: 'not-proven',
            reason: { code: 'invalid', values: { check: 'lateness' } },
          },
    ),
    validity: { state: 'invalid', checks: [broken, pressed, ...base.validity.checks.slice(1)] },
  };
}

/** Valid, though the machine was pressed and one check warned. */
export function warnedResult(): Result {
  const base = standardResult();
  const late: ValidityCheck = {
    ...broken,
    value: 31,
    state: 'warning',
    cause: { code: 'lateness', values: { plan: 'rush', part: 'burst', p99Ms: 31 } },
  };
  return {
    ...base,
    validity: { state: 'valid-with-warnings', checks: [late, pressed, ...base.validity.checks.slice(1)] },
  };
}

/** Smoke: its own must-haves, the standard ones named as not tested. */
export function smokeResult(outcome: 'pass' | 'fail' = 'pass'): Result {
  const base = standardResult();
  const own = base.requirements
    .filter((requirement) =>
      ['rush-sends-accepted', 'media-uploads', 'failover-recovery'].includes(requirement.id),
    )
    .map((requirement) => ({
      ...requirement,
      id: `smoke-${requirement.id}`,
      covers: [],
      sizes: ['smoke' as const],
    }));
  const others = base.requirements.map((requirement) => ({
    ...requirement,
    value: null,
    interval: null,
    margin: null,
    n: 0,
    reading: 'not-tested' as const,
    reason: { code: 'needs-size', values: { sizes: 'standard|full' } },
  }));
  const failed = own.map((requirement) =>
    requirement.id === 'smoke-media-uploads' && outcome === 'fail'
      ? {
          ...requirement,
          value: 3,
          reading: 'does-not-meet' as const,
          reason: { code: 'misses', values: {} },
        }
      : requirement,
  );
  const { 'rush.steady.response.p999': _, ...metrics } = base.metrics;
  return {
    ...base,
    run: '2026-11-20T07-00-00Z-reference-smoke',
    size: 'smoke',
    requirements: [...failed, ...others],
    trials: base.trials.slice(0, 1),
    series: [rushWindows(23, 1000, 75), ...base.series.slice(1)],
    metrics,
    verdict: {
      outcome,
      reading: outcome === 'pass' ? 'meets' : 'does-not-meet',
      exitCode: outcome === 'pass' ? 0 : 1,
      mustHaves: 3,
      missed: outcome === 'pass' ? [] : ['smoke-media-uploads'],
      unproven: [],
      notTested: others
        .filter((requirement) => requirement.level === 'must')
        .map((requirement) => requirement.id),
    },
    scenarios: base.scenarios.map((scenario) =>
      scenario.id === 'shift' ? { ...scenario, timeScale: 2400, samples: 800 } : scenario,
    ),
  };
}

/** Interrupted before anything was measured: no metric, no series, no trial. */
export function emptyResult(): Result {
  const base = standardResult();
  return {
    ...base,
    status: 'interrupted',
    endedAt: null,
    metaFloorMs: null,
    deadlines: undefined,
    mockOptions: {},
    scenarios: base.scenarios.map((scenario) => ({ ...scenario, ran: false })),
    requirements: base.requirements.map((requirement) => ({
      ...requirement,
      value: null,
      interval: null,
      margin: null,
      n: 0,
      reading: requirement.reading === 'not-tested' ? 'not-tested' : 'not-proven',
      reason: { code: 'no-evidence', values: { metric: requirement.metric } },
    })),
    verdict: {
      outcome: 'open',
      reading: 'not-proven',
      exitCode: 130,
      mustHaves: 6,
      missed: [],
      unproven: base.requirements.filter(({ level }) => level === 'must').map(({ id }) => id),
      notTested: [],
    },
    series: [],
    faults: [],
    trials: [],
    errors: [],
    processes: [],
    metrics: {},
    validity: { state: 'valid', checks: [] },
    provenance: { ...base.provenance, machine: {}, versions: {}, command: [], files: [], arrivalHashes: {} },
  };
}

export const hostileNames = [
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '$& $1 $` {{t "page.title"}} {{{svg}}}',
  'evil \u202etxt.exe\u202c name\u0000\u200b',
  '株'.repeat(200),
  '=HYPERLINK("http://evil.example","x")',
  '🦊 | `code` **bold** ]]> &amp; <b>',
] as const;

/** Every text that comes from outside the harness is hostile. */
export function hostileResult(name: string): Result {
  const base = failingResult();
  return {
    ...base,
    run: name,
    vendor: { id: 'evil', name, version: name, capabilities: [name] },
    matcher: name,
    mockOptions: { name, [name]: { [name]: name } },
    requirements: base.requirements.map((requirement) => ({
      ...requirement,
      title: { en: name, ko: name, zh: name },
      source: name,
      rationale: name,
      setBy: name,
      method: name,
      reason: { code: name, values: { [name]: name } },
    })),
    faults: base.faults.map((fault) => ({ ...fault, kind: name, label: name })),
    trials: base.trials.map((trial) => ({ ...trial, fault: name, role: name })),
    errors: base.errors.map((error) => ({ ...error, class: name, scenario: name })),
    processes: base.processes.map((process) => ({ ...process, role: name, phase: name })),
    validity: {
      state: 'invalid',
      checks: [{ ...broken, id: name, unit: name, cause: { code: name, values: { [name]: name } } }],
    },
    metrics: {
      ...base.metrics,
      [name]: metricOf(1, 'count', 1),
      [`media.status.${name}`]: metricOf(1, 'count', 1),
    },
    provenance: {
      ...base.provenance,
      requirementSet: name,
      machine: { [name]: name, timeZone: name },
      versions: { [name]: name },
      command: [name],
    },
  };
}

/** Full size: 8 real hours, 480 windows, 30 trials. */
export function longResult(): Result {
  const base = standardResult();
  const trials = Array.from({ length: 30 }, (_, i) => trialOf(i + 1));
  const failoverSeries = base.series.filter(({ id }) => id.startsWith('failover-1'))[0];
  return {
    ...base,
    size: 'full',
    scenarios: base.scenarios.map((scenario) => ({
      ...scenario,
      timeScale: 1,
      hours: scenario.id === 'shift' ? 8 : 0,
    })),
    trials,
    series: [
      rushWindows(480, 60_000),
      ...trials.flatMap(({ trial }) =>
        failoverSeries === undefined ? [] : [{ ...failoverSeries, id: `failover-${trial}.windows` }],
      ),
      ...base.series.filter(({ id }) => /^(shift|campaign|orders)/.test(id)),
    ],
    faults: trials.map(({ trial }) => ({
      id: `trial-${trial}`,
      kind: 'node-kill',
      series: `failover-${trial}.windows`,
      startMs: 10_000,
      endMs: 13_000,
      label: 'node-1',
    })),
    provenance: {
      ...base.provenance,
      files: Array.from({ length: 300 }, (_, i) => ({
        path: `events/asks-${i}.ndjson.gz`,
        sha256: base.provenance.planHash,
        bytes: 1_000_000 + i,
        lines: 50_000 + i,
      })),
    },
  };
}
