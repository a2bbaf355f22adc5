import { setTimeout as sleep } from 'node:timers/promises';
import { StormproofError } from '../../schema/errors.ts';
import { pointWebhook } from './point-webhook.ts';
import type { Session } from './session.ts';

const retryMs = 1000;

/**
 * Points the mock at a webhook that somebody else starts: asks for the challenge once a second until it is passed, and says
 * once why it is waiting. Throws SP_DRIVE_WEBHOOK after `limitMs`; the signal's reason when aborted.
 */
export async function awaitWebhook(session: Session, url: string, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  let said = '';
  for (;;) {
    try {
      return await pointWebhook(session, url);
    } catch (error) {
      if (!(error instanceof StormproofError) || error.id !== 'SP_DRIVE_WEBHOOK') throw error;
      if (performance.now() >= deadline) throw error;
      if (error.message !== said) session.progress.notice(`waiting for ${url}: ${error.message}`);
      said = error.message;
    }
    await sleep(retryMs, undefined, { signal: session.signal }).catch(() => session.signal.throwIfAborted());
  }
}
