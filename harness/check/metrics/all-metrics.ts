import type { Artefacts } from '../../record/artefacts.ts';
import { scenarioOf } from '../../record/mock-fold.ts';
import type { Metric } from '../../schema/result.ts';
import { addCampaigns } from './campaign-metrics.ts';
import { addFailover } from './failover-metrics.ts';
import { addMedia } from './media-metrics.ts';
import type { MetricMap } from './metric.ts';
import { addNull } from './null-metrics.ts';
import { addOrders } from './order-metrics.ts';
import { addPlan } from './plan-metrics.ts';
import { addShift } from './shift-metrics.ts';

/** Plans whose asks are not an account of their own: trials and null runs are folded elsewhere, the shift's feed its agents, the warm-up is judged by nobody. */
const foldedElsewhere = new Set(['failover', 'null', 'shift', 'media', 'warmup']);

/** The flat map of result.json, names ascending. docs/reference/metrics.md lists every name. */
export function allMetrics(artefacts: Artefacts): ReadonlyMap<string, Metric> {
  const metrics: MetricMap = new Map();
  for (const [id, plan] of artefacts.plans)
    if (!foldedElsewhere.has(scenarioOf(id))) addPlan(metrics, plan, artefacts.plan.seed);
  addNull(metrics, artefacts.plans);
  if (artefacts.media !== null) addMedia(metrics, artefacts.media);
  if (artefacts.shift !== null) addShift(metrics, artefacts.shift);
  addCampaigns(metrics, artefacts.pushes, artefacts.campaigns);
  if (artefacts.orders !== null) addOrders(metrics, artefacts.orders, artefacts.plan.size);
  if (artefacts.trials.length > 0) addFailover(metrics, artefacts.trials);
  return new Map([...metrics].sort(([a], [b]) => (a < b ? -1 : 1)));
}
