import type { MockState } from '../../../mock-whatsapp/contract/control.ts';
import type { PlanStatus } from '../../../mock-whatsapp/contract/plan.ts';

export interface WarmupFinding {
  /** True: no message ever reached the vendor's code, so nothing about the vendor can be measured. */
  readonly fatal: boolean;
  readonly text: string;
}

/**
 * What a warm-up without a single answer tells about how vendor and mock are connected; null when some ask was answered.
 * `graphRequests`: Graph calls that came in meanwhile. Pure.
 */
export function warmupFinding(
  plan: Pick<PlanStatus, 'injected' | 'acked' | 'answered'>,
  failure: MockState['lastWebhookFailure'],
  graphRequests: number,
  graphUrl: string,
): WarmupFinding | null {
  const { injected, acked, answered } = plan;
  if (injected === 0 || answered > 0) return null;
  if (acked === 0) {
    const why = failure === null ? 'no response' : (failure.error ?? `HTTP ${failure.status}`);
    const refused = failure?.status === 401 || failure?.status === 403;
    return {
      fatal: refused,
      text: refused
        ? `the webhook refused each of ${injected} signed messages: ${why}; the vendor has another app secret, or signs other bytes than it got`
        : `the webhook accepted none of ${injected} messages: ${why}`,
    };
  }
  return {
    fatal: false,
    text:
      graphRequests === 0
        ? `${acked} messages were accepted and no reply was sent: does the vendor send to ${graphUrl}?`
        : `${acked} messages were accepted and none was answered: see the ledger for what the vendor sent instead`,
  };
}
