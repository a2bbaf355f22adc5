import { type CapacityPlan, type LoadRange, loadRange } from '../../schema/capacity.ts';
import type { Series } from '../../schema/result.ts';
import type { CapacityPoint } from '../capacity/point.ts';
import { capacityStates, type LoadState } from '../capacity/states.ts';
import { addUsl } from './capacity-usl.ts';
import { countMetric, type MetricMap, ratioMetric } from './metric.ts';

/**
 * `capacity.*`: the three states with their brackets, the figures at the sustained load (the worst of its points), and the
 * scalability law's curve. Nothing without points.
 */
export function addCapacity(
  metrics: MetricMap,
  plan: CapacityPlan,
  points: readonly CapacityPoint[],
  seed: number,
): void {
  const range = loadRange(plan);
  const states = capacityStates(points, range.perSecOfOne);
  if (states === null) return;
  const { atSustained } = states;
  metrics.set('capacity.points', countMetric(points.length, plan.maxPoints));
  metrics.set(
    'capacity.unjudged',
    countMetric(points.filter(({ verdict }) => verdict === 'limit').length, points.length),
  );
  metrics.set('capacity.co_located', countMetric(plan.coLocated ? 1 : 0, 1));
  for (const name of ['ideal', 'sustained', 'collapse'] as const) addLoad(metrics, name, states[name], range);
  if (range.claim !== null)
    addLoad(metrics, 'claim', { value: range.claim, low: null, high: null, n: 1 }, range);
  addUsl(metrics, points, seed);
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

/** Rates are kept to five decimals, people are whole. */
function addLoad(
  metrics: MetricMap,
  name: string,
  { value, low, high, n }: LoadState,
  { ramp }: LoadRange,
): void {
  const kept = (load: number | null) => (load !== null && ramp === 'agents' ? Math.round(load) : tidy(load));
  metrics.set(`capacity.${name}.${ramp}`, {
    value: kept(value),
    unit: ramp === 'agents' ? 'count' : 'per-second',
    n,
    low: kept(low),
    high: kept(high),
  });
}

const verdictNumbers = { bad: 0, good: 1, limit: 2 } as const;

/** Columns that a search of agents has beside the others. */
const agentColumns = ['agents', 'at_work', 'operations', 'failed'] as const;

/** Every point in the order played. `verdict`: 1 good, 0 bad, 2 not judged (the harness came to its own end). */
export function capacitySeries(points: readonly CapacityPoint[], { ramp }: LoadRange): Series {
  const withAgents = ramp === 'agents';
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
      ...(withAgents ? agentColumns : []),
    ],
    rows: points.map((point, index) => [
      index + 1,
      tidy(point.ratePerSec),
      point.sent,
      tidy(point.servedPerSec),
      tidy(point.answeredRatio),
      point.p50Ms,
      point.p99Ms,
      tidy(point.lossRatio),
      tidy(point.growthRatio),
      verdictNumbers[point.verdict],
      point.collapsed ? 1 : 0,
      ...(withAgents
        ? [point.load, point.work?.agents ?? null, point.work?.operations ?? null, point.work?.failed ?? null]
        : []),
    ]),
  };
}

/** Five decimals: files stay short and the same everywhere. */
function tidy(value: number): number;
function tidy(value: number | null): number | null;
function tidy(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e5) / 1e5;
}
