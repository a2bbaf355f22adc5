import type { Metric, Series } from '../../../harness/schema/result.ts';

const metric = (value: number | null, unit: Metric['unit'], n: number): Metric => ({
  value,
  unit,
  n,
  low: null,
  high: null,
});

const waves = [
  { name: 'slow', sends: 75, perMinute: 200 },
  { name: 'fast', sends: 5000, perMinute: 5000 },
] as const;

/** Two campaigns of which three messages of the fast one were late; orders that first failed at 14,400 an hour. */
export function campaignAndOrderMetrics(): Record<string, Metric> {
  const campaigns = waves.flatMap(({ name, sends, perMinute }) => {
    const late = name === 'fast' ? 3 : 0;
    const at = (key: string, value: number | null, unit: Metric['unit'] = 'count'): [string, Metric] => [
      `campaign.${name}.${key}`,
      metric(value, unit, sends),
    ];
    return [
      at('sends', sends),
      at('received', sends),
      at('late', late),
      at('lost', 0),
      at('early', 0),
      at('duplicated', 0),
      at('wrong', 0),
      at('late_ratio', late / sends, 'ratio'),
      at('sustained_per_min', perMinute),
      at('lateness.p50', 31, 'ms'),
      at('lateness.p99', name === 'fast' ? 88 : null, 'ms'),
      at('lateness.max', name === 'fast' ? 10_400 : 61, 'ms'),
      at('numbers', 8),
      at('vendor_sent', sends),
      at('vendor_failed', 0),
    ];
  });
  return {
    ...Object.fromEntries(campaigns),
    'orders.planned': metric(172, 'count', 172),
    'orders.attempted': metric(172, 'count', 172),
    'orders.placed': metric(170, 'count', 172),
    'orders.failed': metric(2, 'count', 172),
    'orders.outcome.unanswered': metric(2, 'count', 172),
    'orders.held_rate_per_hour': metric(3600, 'count', 172),
    'orders.first_failing_rate_per_hour': metric(14_400, 'count', 172),
  };
}

export function campaignAndOrderSeries(): Series[] {
  return [
    {
      id: 'campaign-fast.windows',
      windowMs: 1000,
      columns: ['t', 'due', 'received', 'late'],
      rows: Array.from({ length: 60 }, (_, i) => [i * 1000, 83, i === 30 ? 60 : 83, i === 30 ? 3 : 0]),
    },
    {
      id: 'orders.steps',
      windowMs: 0,
      columns: ['step', 'rate', 'planned', 'placed', 'failed', 'p50', 'p95', 'max'],
      rows: [
        [1, 300, 4, 4, 0, null, null, 190],
        [2, 800, 8, 8, 0, null, null, 230],
        [3, 3600, 20, 20, 0, 140, null, 260],
        [4, 14_400, 60, 58, 2, 180, null, 10_400],
        [5, 28_800, 80, 80, 0, 240, null, 900],
      ],
    },
  ];
}
