import type { CapacityPlan } from '../../schema/capacity.ts';
import type { Series } from '../../schema/result.ts';
import type { CapacityPoint } from '../capacity/point.ts';
import type { CapacityStates, RateState } from '../capacity/states.ts';
import { countMetric, type MetricMap, ratioMetric } from './metric.ts';

/** `capacity.*`: the three states with their brackets, and the figures at the sustained rate (the worst of its points). */
export function addCapacity(metrics: MetricMap, plan: CapacityPlan, states: CapacityStates): void {
  const { points, atSustained } = states;
  metrics.set('capacity.points', countMetric(points.length, plan.maxPoints));
  metrics.set(
    'capacity.unjudged',
    countMetric(points.filter(({ verdict }) => verdict === 'limit').length, points.length),
  );
  metrics.set('capacity.co_located', countMetric(plan.coLocated ? 1 : 0, 1));
  for (const name of ['ideal', 'sustained', 'collapse'] as const)
    addRate(metrics, `capacity.${name}.rate`, states[name]);
  if (plan.claimPerSec !== null)
    addRate(metrics, 'capacity.claim.rate', { value: plan.claimPerSec, low: null, high: null, n: 1 });
  const sent = atSustained.reduce((sum, point) => sum + point.sent, 0);
  const worst = (of: (point: CapacityPoint) => number | null, pick: (...values: number[]) => number) => {
    const known = atSustained.flatMap((point) => of(point) ?? []);
    return known.length === 0 ? null : pick(...known);
  };
  metrics.set(
    'capacity.point.answered_ratio',
    ratioMetric(
      worst((point) => point.answeredRatio, Math.min),
      sent,
      null,
    ),
  );
  metrics.set(
    'capacity.point.loss_ratio',
    ratioMetric(
      worst((point) => point.lossRatio, Math.max),
      sent,
      null,
    ),
  );
  metrics.set('capacity.point.response_p99', {
    value: worst((point) => point.p99Ms, Math.max),
    unit: 'ms',
    n: sent,
    low: null,
    high: null,
  });
}

function addRate(metrics: MetricMap, name: string, { value, low, high, n }: RateState): void {
  metrics.set(name, { value: tidy(value), unit: 'per-second', n, low: tidy(low), high: tidy(high) });
}

const verdictNumbers = { bad: 0, good: 1, limit: 2 } as const;

/** Every point in the order played. `verdict`: 1 good, 0 bad, 2 not judged (the harness came to its own end). */
export function capacitySeries(points: readonly CapacityPoint[]): Series {
  return {
    id: 'capacity.points',
    windowMs: 0,
    columns: [
      'point',
      'rate',
      'sent',
      'served',
      'answered',
      'p50',
      'p99',
      'loss',
      'growth',
      'verdict',
      'collapsed',
    ],
    rows: points.map((point, index) => [
      index + 1,
      point.ratePerSec,
      point.sent,
      tidy(point.servedPerSec),
      tidy(point.answeredRatio),
      point.p50Ms,
      point.p99Ms,
      tidy(point.lossRatio),
      tidy(point.growthRatio),
      verdictNumbers[point.verdict],
      point.collapsed ? 1 : 0,
    ]),
  };
}

/** Five decimals: files stay short and the same everywhere. */
function tidy(value: number): number;
function tidy(value: number | null): number | null;
function tidy(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e5) / 1e5;
}
