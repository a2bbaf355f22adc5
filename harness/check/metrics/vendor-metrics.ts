import type { Artefacts, ProcessUse } from '../../record/artefacts.ts';
import { measuredParts } from '../phase-of.ts';
import { countMetric, type MetricMap, ratioMetric } from './metric.ts';

/** Shorter, a process has only warmed up. */
const minWallMs = 10_000;

/** What the mock saw of the vendor's webhook over the whole run, and how the vendor's memory grew while it was measured. */
export function addVendor(metrics: MetricMap, artefacts: Artefacts): void {
  const { webhooks } = artefacts;
  if (webhooks !== undefined && webhooks.posts > 0)
    metrics.set(
      'webhooks.refused',
      countMetric(webhooks.refused, Math.max(webhooks.posts, webhooks.refused)),
    );
  const growth = memoryGrowth(artefacts);
  if (growth !== null)
    metrics.set('vendor.memory_growth_ratio', ratioMetric(growth.ratio, growth.seconds, null));
}

/**
 * Growth of the resident memory of the vendor's process that grew most, from the first to the last sample of the
 * measured parts, relative to the first. Without the drill: the successor of a killed process begins small.
 */
function memoryGrowth(artefacts: Artefacts): { readonly ratio: number; readonly seconds: number } | null {
  const parts: readonly string[] = measuredParts;
  const order = artefacts.phases
    .map(({ name }) => name)
    .filter((name) => parts.includes(name) && name !== 'failover');
  const roles = new Set(artefacts.processes.filter(({ side }) => side === 'vendor').map(({ role }) => role));
  let worst: { readonly ratio: number; readonly seconds: number } | null = null;
  for (const role of roles) {
    const uses = order.flatMap((phase) =>
      artefacts.processes.filter((use) => use.role === role && use.phase === phase),
    );
    const wallMs = uses.reduce((sum, use) => sum + use.wallMs, 0);
    const first = firstOf(uses);
    const last = uses.at(-1)?.rssLastBytes;
    if (wallMs < minWallMs || first === undefined || last === undefined || first <= 0) continue;
    const ratio = (last - first) / first;
    if (worst === null || ratio > worst.ratio) worst = { ratio, seconds: Math.round(wallMs / 1000) };
  }
  return worst;
}

function firstOf(uses: readonly ProcessUse[]): number | undefined {
  return uses[0]?.rssFirstBytes;
}
