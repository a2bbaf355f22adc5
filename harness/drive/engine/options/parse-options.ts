import { percentileOf } from '../metrics/aggregate.ts';
import { parseDuration } from './duration.ts';
import { parseScenario } from './parse-scenario.ts';
import type { ScenarioConfig } from './scenario-config.ts';

export interface Overrides {
  readonly vus?: number;
  readonly duration?: string;
  readonly iterations?: number;
}

/** The script's options after validation. */
export interface TestOptions {
  readonly scenarios: readonly ScenarioConfig[];
  readonly thresholds: unknown;
  readonly tags: Readonly<Record<string, string>>;
  readonly setupTimeoutMs: number;
  readonly teardownTimeoutMs: number;
  readonly handleSummaryTimeoutMs: number;
  readonly minIterationDurationMs: number;
  readonly summaryTrendStats: readonly string[];
  readonly maxRedirects: number;
  readonly discardResponseBodies: boolean;
  readonly insecureSkipTLSVerify: boolean;
  readonly noConnectionReuse: boolean;
  readonly noCookiesReset: boolean;
  readonly throwOnHttpError: boolean;
  readonly userAgent: string;
  /** As the script wrote them, overrides applied: what `exec.test.options` and handleSummary show. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** Options without an effect on the built-in engine: named in one warning. */
const ignored = [
  'batch',
  'batchPerHost',
  'blacklistIPs',
  'blockHostnames',
  'dns',
  'executionSegment',
  'executionSegmentSequence',
  'hosts',
  'httpDebug',
  'linger',
  'noVUConnectionReuse',
  'rps',
  'systemTags',
  'tlsAuth',
  'tlsCipherSuites',
  'tlsVersion',
];
const shortcuts = ['duration', 'iterations', 'stages', 'scenarios'];
const defaultTrendStats = ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)'];

function applyOverrides(script: Record<string, unknown>, overrides: Overrides): Record<string, unknown> {
  const raw = { ...script };
  const { vus, duration, iterations } = overrides;
  if (duration !== undefined || iterations !== undefined) for (const key of shortcuts) delete raw[key];
  return {
    ...raw,
    ...(vus === undefined ? {} : { vus }),
    ...(duration === undefined ? {} : { duration }),
    ...(iterations === undefined ? {} : { iterations }),
  };
}

/** The scenarios a script means by `scenarios` or the top-level shortcuts, as k6 derives them. */
function scenarioSources(raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (raw.scenarios !== undefined) return raw.scenarios as Record<string, unknown>;
  const vus = raw.vus ?? 1;
  if (raw.stages !== undefined) {
    const startVUs = raw.vus === undefined ? {} : { startVUs: raw.vus };
    return { default: { executor: 'ramping-vus', stages: raw.stages, ...startVUs } };
  }
  if (raw.iterations !== undefined) {
    const maxDuration = raw.duration === undefined ? {} : { maxDuration: raw.duration };
    return { default: { executor: 'shared-iterations', vus, iterations: raw.iterations, ...maxDuration } };
  }
  if (raw.duration !== undefined)
    return { default: { executor: 'constant-vus', vus, duration: raw.duration } };
  return { default: { executor: 'per-vu-iterations', vus: 1, iterations: 1 } };
}

export interface ParsedOptions {
  readonly options: TestOptions;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Validates `export const options`: all problems at once, one line each (`field: value: fix`). */
export function parseOptions(script: Readonly<Record<string, unknown>>, overrides: Overrides): ParsedOptions {
  const problems: string[] = [];
  const raw = applyOverrides(script, overrides);
  const scenarios: ScenarioConfig[] = [];
  const sources = scenarioSources(raw);
  if (typeof sources !== 'object' || sources === null) problems.push('scenarios: must be an object');
  else {
    for (const [name, source] of Object.entries(sources)) {
      const config = parseScenario(name, source, problems);
      if (config !== null) scenarios.push(config);
    }
    if (Object.keys(sources).length === 0) problems.push('scenarios: must hold at least one scenario');
  }

  function durationMs(key: string, fallbackMs: number): number {
    if (raw[key] === undefined) return fallbackMs;
    const parsed = parseDuration(raw[key]);
    if (parsed === null || parsed < 0)
      problems.push(`${key}: ${JSON.stringify(raw[key])}: must be a duration like '60s'`);
    return parsed ?? fallbackMs;
  }

  const trendStats = raw.summaryTrendStats ?? defaultTrendStats;
  if (!Array.isArray(trendStats)) problems.push('summaryTrendStats: must be an array');
  const stats = (Array.isArray(trendStats) ? trendStats : defaultTrendStats).map(String);
  for (const stat of stats) {
    if (!['avg', 'min', 'med', 'max', 'count'].includes(stat) && percentileOf(stat) === null) {
      problems.push(`summaryTrendStats: '${stat}': must be avg, min, med, max, count or p(0..100)`);
    }
  }
  const unused = ignored.filter((key) => raw[key] !== undefined);
  const options: TestOptions = {
    scenarios,
    thresholds: raw.thresholds,
    tags: Object.fromEntries(Object.entries(raw.tags ?? {}).map(([key, value]) => [key, String(value)])),
    setupTimeoutMs: durationMs('setupTimeout', 60_000),
    teardownTimeoutMs: durationMs('teardownTimeout', 60_000),
    handleSummaryTimeoutMs: durationMs('handleSummaryTimeout', 120_000),
    minIterationDurationMs: durationMs('minIterationDuration', 0),
    summaryTrendStats: stats,
    maxRedirects: typeof raw.maxRedirects === 'number' ? raw.maxRedirects : 10,
    discardResponseBodies: raw.discardResponseBodies === true,
    insecureSkipTLSVerify: raw.insecureSkipTLSVerify === true,
    noConnectionReuse: raw.noConnectionReuse === true,
    noCookiesReset: raw.noCookiesReset === true,
    throwOnHttpError: raw.throw === true,
    userAgent: typeof raw.userAgent === 'string' ? raw.userAgent : 'stormproof',
    raw,
  };
  const warnings =
    unused.length === 0 ? [] : [`options without effect on the built-in engine: ${unused.join(', ')}`];
  return { options, problems, warnings };
}
