import type { PushRecord, VendorAccount } from '../../record/artefacts.ts';
import { Histogram } from '../../stats/histogram.ts';
import { oneSidedBounds } from '../../stats/proportion.ts';
import { ratio } from '../../stats/truncate.ts';
import { addLatency } from './latency-metrics.ts';
import { countMetric, type MetricMap, ratioMetric } from './metric.ts';

const scenario = 'campaign-';

/** Figures of the campaigns, in all (`campaign.…`) and of each (`campaign.slow.…`). */
export function addCampaigns(
  metrics: MetricMap,
  pushes: readonly PushRecord[],
  accounts: ReadonlyMap<string, VendorAccount>,
): void {
  const campaigns = pushes.filter(({ id }) => id.startsWith(scenario));
  if (campaigns.length === 0) return;
  addFigures(metrics, 'campaign', campaigns);
  for (const campaign of campaigns) {
    const prefix = `campaign.${campaign.id.slice(scenario.length)}`;
    addFigures(metrics, prefix, [campaign]);
    const rate = perMinute(campaign);
    metrics.set(`${prefix}.sustained_per_min`, countMetric(rate, campaign.received));
    metrics.set(`${prefix}.numbers`, countMetric(campaign.numbers.size, campaign.received));
    const account = accounts.get(campaign.id);
    if (account === undefined) continue;
    metrics.set(`${prefix}.vendor_sent`, countMetric(account.sent, campaign.planned));
    metrics.set(`${prefix}.vendor_failed`, countMetric(account.failed, campaign.planned));
  }
}

function addFigures(metrics: MetricMap, prefix: string, campaigns: readonly PushRecord[]): void {
  const sum = (pick: (campaign: PushRecord) => number) =>
    campaigns.reduce((total, campaign) => total + pick(campaign), 0);
  const n = sum(({ planned }) => planned);
  metrics.set(`${prefix}.sends`, countMetric(n, n));
  for (const name of ['received', 'late', 'lost', 'early', 'duplicated', 'wrong'] as const)
    metrics.set(
      `${prefix}.${name}`,
      countMetric(
        sum((campaign) => campaign[name]),
        n,
      ),
    );
  const missed = sum(({ late, lost }) => late + lost);
  metrics.set(
    `${prefix}.late_ratio`,
    ratioMetric(ratio(missed, n), n, n > 0 ? oneSidedBounds(missed, n) : null),
  );
  const lateness = new Histogram();
  for (const campaign of campaigns) lateness.merge(campaign.lateness);
  addLatency(metrics, `${prefix}.lateness`, lateness);
}

/** Messages a minute between the first receipt and the last: (received − 1) ÷ that time. Null below two. */
export function perMinute({ received, spanUs }: PushRecord): number | null {
  return spanUs === null ? null : Math.floor(((received - 1) * 60e6) / spanUs);
}
