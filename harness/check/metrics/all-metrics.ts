import type { Artefacts } from '../../record/artefacts.ts';
import { scenarioOf } from '../../record/mock-fold.ts';
import { prefixOfPlan } from '../../schema/faults.ts';
import type { Metric } from '../../schema/result.ts';
import { capacityPoints } from '../capacity/states.ts';
import { addApi } from './api-metrics.ts';
import { addCampaigns } from './campaign-metrics.ts';
import { addCapacity } from './capacity-metrics.ts';
import { addEngines } from './engine-metrics.ts';
import { addFailover } from './failover-metrics.ts';
import { addMedia } from './media-metrics.ts';
import type { MetricMap } from './metric.ts';
import { addNull } from './null-metrics.ts';
import { addOrders } from './order-metrics.ts';
import { addPlan } from './plan-metrics.ts';
import { addPressure } from './pressure-metrics.ts';
import { addSearch } from './search-metrics.ts';
import { addShift } from './shift-metrics.ts';
import { addVendor } from './vendor-metrics.ts';

/** Plans whose asks are not an account of their own: trials and null runs are folded elsewhere, the shift's feed its agents, the warm-up is judged by nobody. */
const foldedElsewhere = new Set([
  'failover',
  'null',
  'shift',
  'media',
  'api',
  'search',
  'warmup',
  'drill',
  'capacity',
]);

/** The flat map of result.json, names ascending. docs/reference/metrics.md lists every name. */
export function allMetrics(artefacts: Artefacts): ReadonlyMap<string, Metric> {
  const metrics: MetricMap = new Map();
  for (const [id, plan] of artefacts.plans) if (!foldedElsewhere.has(scenarioOf(id))) addPlan(metrics, plan);
  addNull(metrics, artefacts.plans);
  if (artefacts.media !== null) addMedia(metrics, artefacts.media);
  if (artefacts.shift !== null) addShift(metrics, artefacts.shift);
  if (artefacts.api !== null) addApi(metrics, artefacts.api);
  if (artefacts.search !== null) addSearch(metrics, artefacts.search);
  addCampaigns(metrics, artefacts.pushes, artefacts.campaigns);
  if (artefacts.orders !== null) addOrders(metrics, artefacts.orders, artefacts.plan.size);
  for (const prefix of new Set(artefacts.trials.map(({ plan }) => prefixOfPlan(plan))))
    addFailover(
      metrics,
      prefix,
      artefacts.trials.filter(({ plan }) => prefixOfPlan(plan) === prefix),
    );
  if (artefacts.plan.capacity !== undefined)
    addCapacity(metrics, artefacts.plan.capacity, capacityPoints(artefacts), artefacts.plan.seed);
  if (artefacts.pressures.length > 0) addPressure(metrics, artefacts.pressures, artefacts.plans);
  addEngines(metrics, artefacts.engines);
  addVendor(metrics, artefacts);
  return new Map([...metrics].sort(([a], [b]) => (a < b ? -1 : 1)));
}
