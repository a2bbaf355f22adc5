import type { Webhook } from '../ingest/parse-webhook.ts';
import type { TellDefect } from './defect-log.ts';

/** True for a webhook with a failed status in it: it is answered with 400, every time it comes. One line for each. */
export function rejectsFailed(webhook: Webhook, tell: TellDefect): boolean {
  const failed = webhook.statuses.filter(({ failedCode }) => failedCode !== null).length;
  if (failed === 0) return false;
  tell({ defect: 'rejects-failed', copies: 0, amount: failed });
  return true;
}
