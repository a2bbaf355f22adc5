import type { Metric } from '../schema/result.ts';

export interface MetricName {
  /** The dotted name; `<…>` stands for a part that varies. */
  readonly name: string;
  readonly unit: Metric['unit'];
  readonly meaning: string;
}

const latencyMeaning = {
  response: 'intended time → answer; an unanswered ask counts to the end of the drain',
  service: 'injection → answer',
  lateness: 'intended time → injection',
  webhook_ack: "injection → the vendor's 200",
} as const;

const ladder = '<p50|p90|p95|p99|p999|max>';

function latencies(prefix: string, of: string): readonly MetricName[] {
  return Object.entries(latencyMeaning).map(([kind, meaning]) => ({
    name: `${prefix}.${kind}.${ladder}`,
    unit: 'ms',
    meaning: `${of}: ${meaning}`,
  }));
}

function count(name: string, meaning: string): MetricName {
  return { name, unit: 'count', meaning };
}

/**
 * Every name of result.metrics. `<plan>` is the id of an arrival plan: `rush`, or the id a script of one's own gives.
 * docs/reference/metrics.md prints this table; a test holds the two, and the code that makes the metrics, in step.
 */
export const metricNames: readonly MetricName[] = [
  ...latencies('<plan>', 'all asks'),
  ...latencies('<plan>.steady', 'asks of the steady part (smoke: from second 5; else 30)'),
  {
    name: `<plan>.burst.response.${ladder}`,
    unit: 'ms',
    meaning: 'asks due in the first second: intended time → answer',
  },
  count('<plan>.burst.asks', 'asks due in the first second'),
  { name: '<plan>.burst.last_answer', unit: 'ms', meaning: "plan's start → last answer to one of them" },
  {
    name: '<plan>.response.worst_minute_p50',
    unit: 'ms',
    meaning: 'median response of the worst whole minute; interval: its six 10 s block medians',
  },
  count('<plan>.minutes', 'whole minutes of load with answers'),
  {
    name: '<plan>.drift_ratio',
    unit: 'ratio',
    meaning: 'rise of the 10 s medians over the steady part, relative to its begin (Theil–Sen); n = blocks',
  },
  count('<plan>.planned', 'asks that fell due = dropped + sent'),
  count('<plan>.dropped', "due, not injected: the mock's own failure"),
  count('<plan>.sent', 'asks sent = answered + late + lost + undelivered + unknown'),
  count('<plan>.answered', 'answered within the deadline (10 s)'),
  count('<plan>.late', 'answered after the deadline'),
  count('<plan>.lost', 'acknowledged by the vendor, never answered'),
  count('<plan>.undelivered', 'never accepted by the vendor'),
  count('<plan>.unknown', 'our own record can’t tell'),
  count('<plan>.unanswered', 'lost + undelivered'),
  count('<plan>.not_reached', 'asks of a stopped plan that never fell due, or were cut off; outside the sum'),
  count('<plan>.duplicated', 'asks with two or more correct answers'),
  count('<plan>.extra_answers', 'correct answers beyond the first'),
  count('<plan>.wrong', "replies with another customer's code"),
  count('<plan>.holding', 'holding replies: they fail the matcher without being wrong'),
  count('<plan>.unexpected', 'messages that belong to no ask'),
  count('<plan>.reordered', 'answers that overtook an earlier open ask of the same customer'),
  count('<plan>.fifo', 'answers attributed by order only'),
  {
    name: '<plan>.loss_ratio',
    unit: 'ratio',
    meaning: '(lost + undelivered) ÷ sent; low and high: one-sided Clopper–Pearson bounds, 95 % each',
  },
  { name: '<plan>.duplicate_ratio', unit: 'ratio', meaning: 'duplicated ÷ sent; bounds as above' },
  count('<plan>.sends.due', 'sends due: one per ask sent'),
  count('<plan>.sends.attempted', 'sends seen on POST /messages'),
  count('<plan>.sends.accepted', 'of these accepted'),
  count('<plan>.sends.rejected', 'of these rejected'),
  {
    name: '<plan>.sends.accepted_ratio',
    unit: 'ratio',
    meaning: 'accepted ÷ due, without second answers, holding and unexpected messages; bounds as above',
  },
  count('media.planned', 'files planned'),
  count('media.attempted', 'files tried'),
  count('media.stored', 'planned files whose bytes arrived at the mock unharmed'),
  count('media.failed', 'uploads refused, or accepted and not arrived unharmed'),
  count('media.first_failure_index', 'index (0-based) of the first of them; no value without one'),
  count(
    'media.checksum_mismatches',
    'stored files that match no planned one, and files missing although the vendor said ok',
  ),
  count('media.status.<code>', 'uploads by HTTP status; 0 = no response'),
  { name: `media.service.${ladder}`, unit: 'ms', meaning: 'time of one upload' },
  { name: `media.size.<class>.${ladder}`, unit: 'ms', meaning: 'time of one upload by size class' },
  count('media.size.<class>.count', 'uploads of that class'),
  count('media.size.<class>.failed', 'of these refused'),
  count('shift.operations', "the agents' operations"),
  count(
    'shift.system_errors',
    'operations whose field, read back, was not what was written, or whose step failed',
  ),
  {
    name: 'shift.system_error_ratio',
    unit: 'ratio',
    meaning: 'system errors ÷ operations; one-sided Clopper–Pearson bounds, 95 % each',
  },
  {
    name: 'shift.human_slip_ratio',
    unit: 'ratio',
    meaning: 'modelled mistypes ÷ operations; shown, never judged',
  },
  { name: `shift.response.${ladder}`, unit: 'ms', meaning: 'whole operations without thinking; closed loop' },
  { name: `shift.step.<step>.${ladder}`, unit: 'ms', meaning: 'one step of an operation' },
  {
    name: `shift.hour<n>.response.${ladder}`,
    unit: 'ms',
    meaning: 'operations of one hour of the shift, 1 … 8',
  },
  count('shift.hour<n>.operations', 'operations of that hour'),
  count('shift.hour<n>.system_errors', 'system errors of that hour'),
  {
    name: 'shift.hour8_to_hour1_p95',
    unit: 'ratio',
    meaning: 'p95 of hour 8 ÷ p95 of hour 1; interval by order statistics',
  },
  count('api.calls', "calls of the vendor's own API, all steps together"),
  count('api.errors', 'of these refused, failed or unanswered'),
  {
    name: 'api.error_ratio',
    unit: 'ratio',
    meaning: 'errors ÷ calls; one-sided Clopper–Pearson bounds, 95 % each',
  },
  { name: `api.response.${ladder}`, unit: 'ms', meaning: 'intended time → answer, all calls' },
  count('api.call.<name>.count', 'calls of that kind'),
  count('api.call.<name>.errors', 'of these refused, failed or unanswered'),
  {
    name: 'api.call.<name>.error_ratio',
    unit: 'ratio',
    meaning: 'errors ÷ calls of that kind; bounds as above',
  },
  { name: `api.call.<name>.${ladder}`, unit: 'ms', meaning: 'response of that kind' },
  count('api.step<n>.count', 'calls of that load step'),
  count('api.step<n>.errors', 'of these refused, failed or unanswered'),
  { name: 'api.step<n>.error_ratio', unit: 'ratio', meaning: 'errors ÷ calls of that step; bounds as above' },
  { name: `api.step<n>.${ladder}`, unit: 'ms', meaning: 'response of that step' },
  count('search.queries', 'searches made, all stores together'),
  count('search.errors', 'searches refused or failed'),
  count('search.wrong', 'searches answered with a result that is not what was planted'),
  {
    name: 'search.recall',
    unit: 'ratio',
    meaning:
      'searches whose result is what was planted ÷ searches; one-sided Clopper–Pearson bounds, 95 % each',
  },
  {
    name: 'search.ratio',
    unit: 'ratio',
    meaning: 'p95 in the largest store ÷ p95 in the next smaller one; interval by order statistics',
  },
  count('search.<store>.messages', 'messages of that store; `largest` is the largest one of the run'),
  { name: 'search.<store>.load', unit: 'ms', meaning: 'time of loading it on top of the smaller one' },
  count('search.<store>.queries', 'searches in that store'),
  count('search.<store>.errors', 'of these refused or failed'),
  count('search.<store>.wrong', 'of these answered wrongly'),
  {
    name: `search.<store>.response.${ladder}`,
    unit: 'ms',
    meaning: 'intended time → result; interval of the 95th percentile by order statistics',
  },
  { name: `search.<store>.service.${ladder}`, unit: 'ms', meaning: 'start → result' },
  {
    name: `search.<store>.language.<code>.${ladder}`,
    unit: 'ms',
    meaning: 'response by language: ko, zh, en',
  },
  {
    name: `search.<store>.term.<class>.${ladder}`,
    unit: 'ms',
    meaning: 'response by how often the term occurs: needle, rare, frequent, common, phrase, absent',
  },
  count('failover.trials', 'trials whose fault was really injected'),
  count('failover.recovered', 'of these with a confirmed recovery'),
  count('failover.operator_restored', 'of these in which the harness had to restore a part'),
  {
    name: 'failover.detect.<median|worst>',
    unit: 'ms',
    meaning: 'exit of the victim → intended time of the first bad ask; trials without one are left out',
  },
  {
    name: 'failover.recovery.<median|worst>',
    unit: 'ms',
    meaning: 'exit → intended time of the last bad ask; no value while a trial has not recovered',
  },
  {
    name: 'failover.drained.<median|worst>',
    unit: 'ms',
    meaning: 'exit → last answer to an ask sent before recovery',
  },
  {
    name: 'failover.in_flight_worst.<median|worst>',
    unit: 'ms',
    meaning: 'slowest response among the asks open at the exit',
  },
  {
    name: 'failover.longest_gap.<median|worst>',
    unit: 'ms',
    meaning: 'longest time without any answer between exit and the end of the load',
  },
  { name: 'failover.restart.<median|worst>', unit: 'ms', meaning: 'exit → all parts healthy again' },
  count('failover.lost', 'lost + undelivered asks of all trials'),
  count('failover.duplicated', 'asks of all trials answered twice or more'),
  {
    name: 'null.ceiling.asks_per_sec',
    unit: 'per-second',
    meaning: 'answers a second of the null vendor in a closed loop',
  },
  count('null.burst.asks', 'asks of the same burst against the null vendor'),
  {
    name: 'null.burst.last_answer',
    unit: 'ms',
    meaning: 'its last answer; printed beside, never subtracted',
  },
  { name: `null.response.${ladder}`, unit: 'ms', meaning: 'null vendor, that burst: intended time → answer' },
  {
    name: `null.lateness.${ladder}`,
    unit: 'ms',
    meaning: 'null vendor, that burst: intended time → injection',
  },
];

/** The description of a concrete name, or null for an unknown one. `<plan>` names no other room's metrics. */
export function describeMetric(metric: string): MetricName | null {
  return metricNames.find((known) => patternOf(known.name).test(metric)) ?? null;
}

function patternOf(name: string): RegExp {
  const source = name
    .replaceAll('.', '\\.')
    .replace('<plan>', '(?!(?:media|shift|failover|api|search|null|warmup)\\b)[a-z0-9-]+')
    .replace(/<([^<>]*\|[^<>]*)>/g, '(?:$1)')
    .replace('<n>', '[1-8]')
    .replace(/<(?:code|class|step|store|name)>/g, '[A-Za-z0-9_-]+');
  return new RegExp(`^${source}$`);
}
