import exec from 'k6/execution';
import { Counter } from 'k6/metrics';
import type { Options } from 'k6/options';
import { client } from 'vendor';
import { customerNumbers, expectPushes, pushesDone } from './lib/control.ts';
import { number, size } from './lib/env.ts';
import { campaignGapMs, campaignSizes } from './lib/sizes.ts';

/**
 * Two campaigns, 200 and 5,000 messages a minute, scheduled ahead at the vendor. The mock knows when each message is due
 * and times what arrives; this script schedules, waits, and asks the vendor for its own account.
 */
const { slow, leadMs } = campaignSizes[size];
/** SP_CAMPAIGN_RATE (messages a minute) and SP_CAMPAIGN_SENDS replace the fast campaign's. */
const fast = {
  ratePerMinute: number('SP_CAMPAIGN_RATE', campaignSizes[size].fast.ratePerMinute),
  sends: number('SP_CAMPAIGN_SENDS', campaignSizes[size].fast.sends),
};
const firstCustomer = number('SP_CAMPAIGN_FIRST_CUSTOMER', 0);
const drainMaxMs = 30_000;

interface Wave {
  readonly id: 'slow' | 'fast';
  readonly ratePerMinute: number;
  readonly sends: number;
  /** From scheduling to the first message. */
  readonly startsInMs: number;
}

const spanMs = ({ sends, ratePerMinute }: { sends: number; ratePerMinute: number }): number =>
  (sends * 60_000) / ratePerMinute;
const waves: readonly Wave[] = [
  { id: 'slow', ...slow, startsInMs: leadMs },
  { id: 'fast', ...fast, startsInMs: leadMs + spanMs(slow) + campaignGapMs },
];

/** Campaigns the vendor did not take, tags {wave, status}. */
const refused = new Counter('sp_campaign_refused');
/** The vendor's own account at the end, tags {wave, state}. */
const vendorCount = new Counter('sp_campaign_vendor');

export const options: Options = {
  scenarios: {
    campaign: {
      executor: 'per-vu-iterations',
      vus: 1,
      iterations: 1,
      maxDuration: `${Math.ceil((leadMs + spanMs(slow) + campaignGapMs + spanMs(fast) + 2 * drainMaxMs) / 1000) + 120}s`,
    },
  },
};

const refOf = (wave: Wave, index: number): string => `c${wave.id[0]}-${index.toString(36).padStart(4, '0')}`;

/** Expects the wave's pushes, schedules it, and returns the vendor's id of it (null = refused). */
async function schedule(wave: Wave, waIds: readonly string[]): Promise<string | null> {
  if (client.scheduleCampaign === undefined) return null;
  const own = waIds.slice(0, wave.sends);
  const plan = await expectPushes({
    v: 1,
    id: `campaign-${wave.id}`,
    leadMs: wave.startsInMs,
    customer: own.map((_, index) => firstCustomer + index),
    atMs: own.map((_, index) => (index * 60_000) / wave.ratePerMinute),
    nonce: own.map((_, index) => refOf(wave, index)),
    drain: { quietMs: 500, maxMs: drainMaxMs },
  });
  const order = await client.scheduleCampaign({
    key: `stormproof-${plan.startsAtWallMs}-${wave.id}`,
    name: `Stormproof ${wave.id}`,
    text: 'Black Friday: up to 40% off. 블랙프라이데이 최대 40% 할인. 黑色星期五，最高六折。{ref}',
    startsAtMs: plan.startsAtWallMs,
    ratePerMinute: wave.ratePerMinute,
    recipients: own.map((waId, index) => ({ waId, ref: refOf(wave, index) })),
  });
  if (order.ok && order.value !== undefined) return order.value;
  refused.add(1, { wave: wave.id, status: String(order.status) });
  console.warn(`campaign ${wave.id} refused: ${order.status} ${order.error ?? ''}`);
  return null;
}

async function ask(wave: Wave, id: string): Promise<void> {
  const report = await client.campaignStatus?.(id);
  if (!report?.ok || report.value === undefined) return;
  for (const state of ['sent', 'failed', 'waiting'] as const)
    vendorCount.add(report.value[state], { wave: wave.id, state });
}

export async function setup(): Promise<void> {
  if (client.scheduleCampaign === undefined) exec.test.abort(`vendor ${client.id} has no campaigns`);
}

export default async function playCampaigns(): Promise<void> {
  const waIds = await customerNumbers(firstCustomer, Math.max(slow.sends, fast.sends));
  const ids = await Promise.all(waves.map((wave) => schedule(wave, waIds)));
  for (const [index, wave] of waves.entries()) {
    await pushesDone(`campaign-${wave.id}`);
    const id = ids[index];
    if (id !== null && id !== undefined) await ask(wave, id);
  }
}
