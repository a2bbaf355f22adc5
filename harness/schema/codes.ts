/**
 * Closed lists of the codes in result.json that locales turn into sentences. A value's name ends in its unit
 * (…Ms, …Ratio, …PerSec), else it is a plain count, id or word. Added to, never renamed.
 */

/** requirements[].reason.code → names of its values; a trailing ? = not always there. */
export const reasonCodes = {
  meets: ['value', 'target', 'n', 'low?', 'high?'],
  narrow: ['value', 'target', 'n', 'low?', 'high?'],
  misses: ['value', 'target', 'n', 'low?', 'high?'],
  /** The interval holds the target. */
  straddles: ['value', 'target', 'n', 'low?', 'high?'],
  /** Slow or lost asks came in clumps: no bound on the side that decides. */
  'open-interval': ['value', 'target', 'n', 'low?', 'high?'],
  'no-evidence': ['metric'],
  /** A percentile below its sample floor. */
  'below-floor': ['metric'],
  /** Fewer than 20 blocks of 10 s, or six in a minute. */
  'no-interval': ['metric'],
  /** On the good side, but with less evidence than needed; kind: samples, minutes, trials or hours. */
  'too-few': ['kind', 'needed', 'had'],
  'unknown-asks': ['unknown', 'n'],
  'operator-restored': ['trials'],
  'not-recovered': ['trials'],
  'checker-failed': ['message'],
  'unknown-checker': ['metric'],
  /** A miss of which more than half, or enough to turn it, may be the harness's own. */
  'harness-share': ['shareRatio', 'value', 'without', 'target'],
  /** A miss that stands although a fifth or more of it may be the harness's own. */
  'misses-with-share': ['shareRatio', 'value', 'without', 'target'],
  /** The validity check named failed: the measurement neither praises nor blames. */
  invalid: ['check'],
  'missing-capability': ['capability'],
  'connection-mode': ['mode'],
  'not-selected': ['scenario'],
  'needs-size': ['sizes'],
  /** A rate that was not held, on a machine that harness and vendor share. */
  'co-located': ['valuePerSec', 'targetPerSec', 'highPerSec'],
  /** A rate between what was held and what was not, or above every rate played. */
  'rate-not-reached': ['valuePerSec', 'targetPerSec', 'highPerSec?'],
  /** The same of agents at work. */
  'co-located-agents': ['value', 'target', 'high'],
  'agents-not-reached': ['value', 'target', 'high?'],
  rehearsal: ['sizes', 'hours'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type ReasonCode = keyof typeof reasonCodes;

/** validity.checks[].id → names of the values of its cause. The cause's code is the id, or `ok`, or `not-measured`. */
export const validityChecks = {
  lateness: ['plan', 'part', 'p99Ms'],
  'dropped-work': ['scenario', 'droppedRatio'],
  'engine-lateness': ['scenario', 'p99Ms'],
  'planned-work': ['scenario', 'missingRatio'],
  'fault-injected': ['missing', 'trials'],
  /** The pressure drill's load: the trial furthest from its target. */
  'pressure-held': ['achievedRatio?', 'targetRatio', 'missing', 'trials'],
  'ledger-sums': ['unknown', 'sent', 'plan?', 'told?', 'held?'],
  /** Points of the capacity search that could not be judged. */
  'capacity-points': ['unjudged', 'points'],
  recorder: ['lost', 'open', 'files?'],
  'null-ceiling': ['ratePerSec', 'ceilingPerSec?'],
  'fault-timing': ['trial?', 'afterMs?'],
  'recorder-lag': ['file?', 'lagMs?', 'backlogBytes?'],
  'disk-slow': ['file?', 'slowestMs?'],
  'sealed-files': ['changed', 'files?'],
  'result-file': [],
  'clock-step': ['file?', 'stepMs?'],
  'timer-resolution': ['clockMs?', 'wakeMs?'],
  sockets: ['refused', 'scenario?', 'usedRatio?'],
  'matcher-differs': ['planned', 'plan?', 'used?'],
  'matcher-suspect': ['plan?', 'failing?', 'replies?'],
  /** Asks that no vendor could have answered in time: Meta's limit, not the vendor's. */
  'pair-rate': ['plan?', 'beyond?', 'planned?'],
  'minimum-evidence': ['short', 'requirement?', 'kind?', 'needed?', 'had?'],
  hole: ['scenario', 'p99Ms?'],
  'mock-loop-delay': ['scenario?', 'valueMs?'],
  'engine-loop-delay': ['scenario?', 'valueMs?'],
  'orchestrator-loop-delay': ['scenario?', 'valueMs?'],
  'garbage-collection': ['scenario?', 'valueMs?'],
  'run-queue-harness': ['scenario?', 'valueRatio?'],
  'run-queue-vendor': ['scenario?', 'valueRatio?'],
  'run-queue-window': ['scenario?', 'valueRatio?', 'fromMs?'],
  'sampling-gaps': ['scenario?', 'valueRatio?'],
  'memory-slope': ['role?', 'gainBytes?'],
  'foreign-load': ['scenario?', 'valueRatio?'],
  steal: ['scenario?', 'valueRatio?'],
  'cpu-pressure': ['scenario?', 'valueRatio?'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type ValidityCheckId = keyof typeof validityChecks;

/** requirements[].method. */
export const methods = [
  'block-bootstrap',
  'effective-sample',
  'six-block-medians',
  'clopper-pearson',
  'theil-sen',
  'order-statistics',
  'census',
  'worst-of-trials',
  'rate-bracket',
  'none',
] as const;

/** errors[].class: a fixed word, or a prefix and a status, code or kind. */
export const errorClasses = [
  'webhook-<status|system error|failed>',
  'graph-<code>',
  'upload-<status>',
  'unexpected-<reason>',
  'shift-<kind>',
  'api-<status>',
  'search-<status>',
  'search-wrong-result',
  'script-exception',
] as const;
