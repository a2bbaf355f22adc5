import type { Webhook } from '../ingest/parse-webhook.ts';
import type { TellDefect } from './defect-log.ts';

/** Only the first message and the first status of a webhook are read; one line for each message passed over. */
export function firstOfBatch(webhook: Webhook, tell: TellDefect): Webhook {
  for (const _ of webhook.messages.slice(1)) tell({ defect: 'first-of-batch', copies: 0 });
  return { ...webhook, messages: webhook.messages.slice(0, 1), statuses: webhook.statuses.slice(0, 1) };
}
