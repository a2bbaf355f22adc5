import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from './session.ts';

const pollMs = 100;

/**
 * Waits until nothing is queued for delivery, so that the next vendor does not begin with the last one's webhooks. Statuses
 * the mock has yet to send (`read` comes 2.5 s after a message) fall into the warm-up. Gives up silently after `limitMs`.
 */
export async function settle(session: Session, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    const { webhookBacklog, webhookInFlight } = await session.control.state();
    if (webhookBacklog + webhookInFlight === 0) return;
    await sleep(pollMs, undefined, { signal: session.signal }).catch(() => session.signal.throwIfAborted());
  }
}
