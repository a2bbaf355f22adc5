import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from './session.ts';

const pollMs = 100;

/**
 * Waits until the mock has nothing more to deliver: statuses of one vendor must not reach the next one. Gives up silently
 * after `limitMs`: late statuses are noise, not a failure.
 */
export async function settle(session: Session, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    const { webhookBacklog, webhookInFlight } = await session.control.state();
    if (webhookBacklog + webhookInFlight === 0) return;
    await sleep(pollMs, undefined, { signal: session.signal }).catch(() => session.signal.throwIfAborted());
  }
}
