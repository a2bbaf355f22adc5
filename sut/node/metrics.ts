import type { CampaignPump } from '../campaigns/campaign-pump.ts';
import type { IngestCounters } from '../ingest/webhook-route.ts';
import type { Sender } from '../outbound/sender.ts';
import type { UnknownResolver } from '../outbound/unknown-resolver.ts';
import type { Metric } from './settings.ts';

/** The node's figures since its start. */
export function nodeMetrics(
  ingest: IngestCounters,
  sender: Sender,
  resolver: UnknownResolver,
  campaigns: Pick<CampaignPump, 'released'>,
): readonly Metric[] {
  const counter = (name: string, help: string, value: number): Metric => ({
    name,
    type: 'counter',
    help,
    value,
  });
  const gauge = (name: string, help: string, value: number): Metric => ({ name, type: 'gauge', help, value });
  const { counters } = sender;
  return [
    counter('scrm_webhooks_total', 'Signed webhooks received.', ingest.webhooks),
    counter(
      'scrm_webhooks_refused_total',
      'Webhooks with a missing or wrong signature.',
      ingest.rejectedSignatures,
    ),
    counter(
      'scrm_webhooks_failed_total',
      'Webhooks answered with 503 because they were not stored.',
      ingest.failures,
    ),
    counter('scrm_messages_total', 'Inbound messages stored.', ingest.messages),
    counter('scrm_messages_duplicate_total', 'Deliveries of messages already stored.', ingest.duplicates),
    counter('scrm_statuses_total', 'Delivery statuses stored.', ingest.statuses),
    counter('scrm_updates_ignored_total', 'Updates that concern no message.', ingest.ignored),
    counter('scrm_sends_accepted_total', 'Messages the Cloud API accepted.', counters.sent),
    counter(
      'scrm_sends_retried_total',
      'Attempts that certainly failed and were repeated.',
      counters.retries,
    ),
    counter(
      'scrm_sends_throttled_total',
      'Attempts refused for the number rate (130429).',
      counters.throttled,
    ),
    counter(
      'scrm_sends_pair_limited_total',
      'Attempts refused for the pair rate (131056).',
      counters.pairLimited,
    ),
    counter('scrm_campaign_released_total', 'Campaign messages handed to the sender.', campaigns.released),
    counter('scrm_sends_parked_total', 'Messages given up after a permanent error.', counters.parked),
    gauge('scrm_outbound_open', 'Claimed messages not yet recorded as sent.', sender.open),
    gauge('scrm_outbound_in_flight', 'Graph calls without an answer yet.', sender.inFlight),
    gauge('scrm_outbound_unknown', 'Messages whose outcome is not known.', resolver.held),
    counter('scrm_outcome_unknown_total', 'Own sends that ended without an answer.', counters.unknown),
    counter(
      'scrm_unknown_reconciled_total',
      'Unknown outcomes proved accepted by a status.',
      resolver.counters.reconciled,
    ),
    counter(
      'scrm_unknown_resent_total',
      'Unknown outcomes sent again after the grace.',
      resolver.counters.resent,
    ),
    counter(
      'scrm_unknown_parked_total',
      'Unknown outcomes given up after the grace.',
      resolver.counters.parked,
    ),
  ];
}
