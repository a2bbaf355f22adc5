import { z } from 'zod';
import { requirementSchema } from './requirement.ts';

/** Order of dominance: does-not-meet > not-proven > meets-narrowly > meets. `not-tested` never folds. */
export const readings = ['meets', 'meets-narrowly', 'not-proven', 'does-not-meet', 'not-tested'] as const;
export type Reading = (typeof readings)[number];

const interval = z.strictObject({
  low: z.number().nullable(),
  high: z.number().nullable(),
  confidence: z.number(),
});

export const metricSchema = z.strictObject({
  value: z.number().nullable(),
  unit: z.enum(['ms', 'ratio', 'count', 'per-second', 'bytes', 'bytes-per-second']),
  n: z.number().int(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Metric = z.infer<typeof metricSchema>;

export const requirementResultSchema = requirementSchema.extend({
  n: z.number().int(),
  value: z.number().nullable(),
  interval: interval.nullable(),
  /** How the interval was made, in words of the method section: `effective-sample`, `clopper-pearson`, `census` … */
  method: z.string(),
  /** Share of the target between the value and the target, positive on the good side. */
  margin: z.number().nullable(),
  reading: z.enum(readings),
  /** Typed cause: code for the locale files plus numbers, never a finished English sentence. */
  reason: z.strictObject({
    code: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  /** Names of metrics, series or files the reading rests on. */
  evidence: z.array(z.string()),
});
export type RequirementResult = z.infer<typeof requirementResultSchema>;

export const validityStates = ['valid', 'valid-with-warnings', 'invalid'] as const;
export const validityCheckSchema = z.strictObject({
  id: z.string(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  unit: z.string(),
  state: z.enum(['ok', 'warning', 'failed', 'unknown']),
  /** What this can have done to figures: `both`, `slower` (only makes a vendor look slower), `none`. */
  moves: z.enum(['both', 'slower', 'none']),
  /** Code for the locale files plus values. */
  cause: z.strictObject({
    code: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
});
export type ValidityCheck = z.infer<typeof validityCheckSchema>;

const seriesSchema = z.strictObject({
  /** rush.windows, failover-1.windows, shift.hours, media.windows … */
  id: z.string(),
  windowMs: z.number(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.number().nullable())),
});
export type Series = z.infer<typeof seriesSchema>;

const faultSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  /** Series on whose time axis startMs/endMs lie. */
  series: z.string(),
  startMs: z.number(),
  endMs: z.number().nullable(),
  label: z.string(),
});

export const trialSchema = z.strictObject({
  trial: z.number().int(),
  plan: z.string(),
  fault: z.string(),
  role: z.string(),
  injected: z.boolean(),
  openAsks: z.number().nullable(),
  graphInFlight: z.number().nullable(),
  baselineP99Ms: z.number().nullable(),
  badAskLimitMs: z.number().nullable(),
  badAsks: z.number().int(),
  /** "none observed" is null. */
  detectMs: z.number().nullable(),
  recoveryMs: z.number().nullable(),
  drainedMs: z.number().nullable(),
  /** Slowest answer among asks open at t0. */
  inFlightWorstMs: z.number().nullable(),
  longestGapMs: z.number().nullable(),
  lost: z.number().int(),
  duplicated: z.number().int(),
  restoredBy: z.enum(['vendor', 'operator', 'nobody']),
  restartMs: z.number().nullable(),
});
export type Trial = z.infer<typeof trialSchema>;

const errorSchema = z.strictObject({
  class: z.string(),
  origin: z.enum(['vendor', 'mock', 'harness', 'network', 'unknown']),
  scenario: z.string(),
  count: z.number().int(),
  firstMs: z.number().nullable(),
  lastMs: z.number().nullable(),
});

const processSchema = z.strictObject({
  role: z.string(),
  side: z.enum(['harness', 'vendor']),
  phase: z.string(),
  cpuMs: z.number(),
  /** CPU ms per ask of that phase, with the rate it was measured at: never extrapolate across rates. */
  cpuMsPerAsk: z.number().nullable(),
  ratePerSec: z.number().nullable(),
  rssPeakBytes: z.number(),
});

/** One line of `behaviours:` in vendor.yaml, as the run was told it. */
const plantedSchema = z.strictObject({
  kind: z.string(),
  /** Place it acts at. */
  at: z.string().nullable(),
  size: z.record(z.string(), z.unknown()),
  /** Share of the planned work (of the time, for stalls and drifts) before it acts. */
  onset: z.number(),
  /** Metrics it is to move; empty = any. */
  touches: z.array(z.string()),
  /** Figures of the article it is taken from. */
  article: z.string().nullable(),
});

/** result.json v1: the only input of every report. */
export const resultSchema = z.strictObject({
  schema: z.literal('stormproof-result/1'),
  run: z.string(),
  vendor: z.strictObject({
    id: z.string(),
    name: z.string(),
    version: z.string(),
    capabilities: z.array(z.string()),
    /** Weaknesses of known size that this vendor carries; absent where nothing is planted. */
    planted: z.array(plantedSchema).optional(),
  }),
  size: z.enum(['smoke', 'standard', 'full']),
  scenarios: z.array(
    z.strictObject({
      id: z.string(),
      samples: z.number(),
      minutes: z.number(),
      trials: z.number(),
      hours: z.number(),
      timeScale: z.number(),
      ran: z.boolean(),
    }),
  ),
  connectionMode: z.enum(['full', 'api-only', 'field', 'ui-only', 'vendor-run']),
  mockOptions: z.record(z.string(), z.unknown()),
  matcher: z.string(),
  metaFloorMs: z.number().nullable(),
  /** The plan's deadlines (answerDeadlineMs, drainQuietMs, drainMaxMs …), for the report's method section. */
  deadlines: z.record(z.string(), z.number()).optional(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  status: z.enum(['complete', 'interrupted', 'failed']),
  verdict: z.strictObject({
    /** pass, fail, open (not proven), invalid. */
    outcome: z.enum(['pass', 'fail', 'open', 'invalid']),
    reading: z.enum(readings),
    exitCode: z.number().int(),
    mustHaves: z.number().int(),
    missed: z.array(z.string()),
    unproven: z.array(z.string()),
    /** Must-haves this size does not plan: named under the headline, outside the exit code. */
    notTested: z.array(z.string()),
  }),
  requirements: z.array(requirementResultSchema),
  series: z.array(seriesSchema),
  faults: z.array(faultSchema),
  trials: z.array(trialSchema),
  errors: z.array(errorSchema),
  processes: z.array(processSchema),
  validity: z.strictObject({ state: z.enum(validityStates), checks: z.array(validityCheckSchema) }),
  metrics: z.record(z.string(), metricSchema),
  provenance: z.strictObject({
    planHash: z.string(),
    arrivalHashes: z.record(z.string(), z.string()),
    bundleHash: z.string(),
    requirementSet: z.string(),
    requirementSetHash: z.string(),
    mockConfigHash: z.string(),
    seed: z.number(),
    machineClass: z.string(),
    machine: z.record(z.string(), z.union([z.string(), z.number()])),
    versions: z.record(z.string(), z.string()),
    command: z.array(z.string()),
    /** Event file → sha256, lines. */
    files: z.array(
      z.strictObject({ path: z.string(), sha256: z.string(), bytes: z.number(), lines: z.number() }),
    ),
  }),
});
export type Result = z.infer<typeof resultSchema>;
