import { api } from './names/api-names.ts';
import { campaigns } from './names/campaign-names.ts';
import { capacity } from './names/capacity-names.ts';
import { kills, pressure } from './names/drill-names.ts';
import { count, ladder, type MetricName } from './names/metric-name.ts';
import { orders } from './names/order-names.ts';
import { search } from './names/search-names.ts';

export type { MetricName } from './names/metric-name.ts';

const latencyMeaning = {
  response: 'intended time → answer; an unanswered ask counts to the end of the drain',
  service: 'injection → answer',
  lateness: 'intended time → injection',
  webhook_ack: "injection → the vendor's 200",
} as const;

function latencies(prefix: string, of: string): readonly MetricName[] {
  return Object.entries(latencyMeaning).map(([kind, meaning]) => ({
    name: `${prefix}.${kind}.${ladder}`,
    unit: 'ms',
    meaning: `${of}: ${meaning}`,
  }));
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
  count('<plan>.reordered', 'answers that came after the answer to a later ask of the same customer'),
  count('<plan>.fifo', 'answers attributed by order only'),
  {
    name: '<plan>.loss_ratio',
    unit: 'ratio',
    meaning:
      '(lost + undelivered) ÷ sent; low and high: one-sided Clopper–Pearson bounds, 95 % each, or wider ones at the effective sample size of 20 or more 10 s blocks',
  },
  {
    name: '<plan>.duplicate_ratio',
    unit: 'ratio',
    meaning: 'duplicated ÷ sent; one-sided Clopper–Pearson bounds, 95 % each',
  },
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
  { name: `media.service.${ladder}`, unit: 'ms', meaning: 'time of one upload; closed loop' },
  {
    name: `media.size.<class>.${ladder}`,
    unit: 'ms',
    meaning: 'time of one upload by size class; closed loop',
  },
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
  { name: `shift.step.<step>.${ladder}`, unit: 'ms', meaning: 'one step of an operation; closed loop' },
  {
    name: `shift.hour<n>.response.${ladder}`,
    unit: 'ms',
    meaning: 'operations of one hour of the shift, 1 … 8; closed loop',
  },
  count('shift.hour<n>.operations', 'operations of that hour'),
  count('shift.hour<n>.system_errors', 'system errors of that hour'),
  {
    name: 'shift.hour8_to_hour1_p95',
    unit: 'ratio',
    meaning: 'p95 of hour 8 ÷ p95 of hour 1; interval by order statistics',
  },
  ...kills('failover'),
  ...kills('drill.<gateway-kill|store-kill>'),
  ...pressure('drill.cpu-pressure'),
  ...capacity,
  ...campaigns,
  ...orders,
  ...api,
  ...search,
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
  {
    name: `engine.<scenario>.<iteration|http|ws>.response.${ladder}`,
    unit: 'ms',
    meaning:
      'open k6 scenario: intended start → end of an iteration (a chain of steps), HTTP call or WebSocket opening; interrupted ones count to their interruption',
  },
  {
    name: `engine.<scenario>.<iteration|http|ws>.service.${ladder}`,
    unit: 'ms',
    meaning: 'the same from the actual start; also pings, and later steps whose intended start is unknown',
  },
  {
    name: `engine.<scenario>.<iteration|http|ws>.lateness.${ladder}`,
    unit: 'ms',
    meaning: 'intended → actual start; of a later step this is the vendor’s doing as well',
  },
  count('engine.<scenario>.ask.answered', 'asks that a script waited for and got answered; closed loop'),
  count('engine.<scenario>.ask.unanswered', 'of these not answered within their time-out'),
  {
    name: `engine.<scenario>.ask.service.${ladder}`,
    unit: 'ms',
    meaning: 'the mock’s span of such an ask: injection → answer; closed loop',
  },
  {
    name: `engine.<scenario>.ask.hole.${ladder}`,
    unit: 'ms',
    meaning: 'what the script waited beyond that span: the harness’s share',
  },
  count(
    'webhooks.refused',
    'webhooks of the whole run that the vendor did not answer with 200; n = webhooks sent',
  ),
  {
    name: 'vendor.memory_growth_ratio',
    unit: 'ratio',
    meaning:
      "growth of the resident memory of the vendor's process that grew most, relative to its first sample; without the drill",
  },
];

/** The description of a concrete name, or null for an unknown one. `<plan>` names no other room's metrics. */
export function describeMetric(metric: string): MetricName | null {
  return metricNames.find((known) => patternOf(known.name).test(metric)) ?? null;
}

function patternOf(name: string): RegExp {
  const source = name
    .replaceAll('.', '\\.')
    .replace(
      '<plan>',
      '(?!(?:media|shift|campaign|orders|api|search|failover|null|warmup|engine|drill|capacity)\\b)[a-z0-9-]+',
    )
    .replace(/<([^<>]*\|[^<>]*)>/g, '(?:$1)')
    .replace('<n>', '[1-8]')
    .replace('<scenario>', '[A-Za-z0-9_.-]+')
    .replace(/<(?:code|class|step|outcome|store|name)>/g, '[A-Za-z0-9_-]+');
  return new RegExp(`^${source}$`);
}
