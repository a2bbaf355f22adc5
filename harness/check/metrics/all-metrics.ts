import type { Artefacts } from '../../record/artefacts.ts';
import { scenarioOf } from '../../record/mock-fold.ts';
import type { Metric } from '../../schema/result.ts';
import { addApi } from './api-metrics.ts';
import { addFailover } from './failover-metrics.ts';
import { addMedia } from './media-metrics.ts';
import type { MetricMap } from './metric.ts';
import { addNull } from './null-metrics.ts';
import { addPlan } from './plan-metrics.ts';
import { addSearch } from './search-metrics.ts';
import { addShift } from './shift-metrics.ts';

/** Plans whose asks are not an account of their own: trials and null runs are folded elsewhere, the shift's feed its agents, the warm-up is judged by nobody. */
const foldedElsewhere = new Set(['failover', 'null', 'shift', 'media', 'api', 'search', 'warmup']);

/** The flat map of result.json, names ascending. docs/reference/metrics.md lists every name. */
export function allMetrics(artefacts: Artefacts): ReadonlyMap<string, Metric> {
  const metrics: MetricMap = new Map();
  for (const [id, plan] of artefacts.plans)
    if (!foldedElsewhere.has(scenarioOf(id))) addPlan(metrics, plan, artefacts.plan.seed);
  addNull(metrics, artefacts.plans);
  if (artefacts.media !== null) addMedia(metrics, artefacts.media);
  if (artefacts.shift !== null) addShift(metrics, artefacts.shift);
  if (artefacts.api !== null) addApi(metrics, artefacts.api);
  if (artefacts.search !== null) addSearch(metrics, artefacts.search);
  if (artefacts.trials.length > 0) addFailover(metrics, artefacts.trials);
  return new Map([...metrics].sort(([a], [b]) => (a < b ? -1 : 1)));
}
