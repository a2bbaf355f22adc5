import type { EngineSample } from '../schema/artefacts.ts';
import type { VendorAccount } from './artefacts.ts';
import type { ErrorCounter } from './error-counter.ts';

/** Written by scenarios/campaign. */
const campaignMetrics = {
  /** Counter, tags {wave, status}. */
  refused: 'sp_campaign_refused',
  /** Counter, tags {wave, state}. */
  vendor: 'sp_campaign_vendor',
} as const;

/** Folds what the vendor said of its campaigns, by plan id. */
export function campaignFold(errors: ErrorCounter): {
  readonly add: (sample: EngineSample) => void;
  readonly finish: () => ReadonlyMap<string, VendorAccount>;
} {
  const accounts = new Map<string, { sent: number; failed: number; waiting: number }>();
  return {
    add(sample) {
      const { wave = '', state, status = '0' } = sample.tags;
      if (sample.metric === campaignMetrics.refused)
        errors.add('vendor', `campaign-${status}`, 'campaign', sample.mono_ns, sample.value);
      if (sample.metric !== campaignMetrics.vendor) return;
      const id = `campaign-${wave}`;
      const account = accounts.get(id) ?? { sent: 0, failed: 0, waiting: 0 };
      accounts.set(id, account);
      if (state === 'sent' || state === 'failed' || state === 'waiting') account[state] += sample.value;
    },
    finish: () => accounts,
  };
}
