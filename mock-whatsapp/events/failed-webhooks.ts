import type { FailedAttempt } from '../webhooks/delivery.ts';
import type { EventLog } from './event-log.ts';

/** Events a second; a vendor that is down would otherwise fill the disk. */
const perSecond = 100;

/** Writes `webhook.failed`, at most 100 a second; the next one tells how many were left out. */
export function createFailedWebhooks(log: EventLog): (failed: FailedAttempt) => void {
  let second = 0;
  let written = 0;
  let suppressed = 0;
  return (failed) => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) {
      second = now;
      written = 0;
    }
    if (written >= perSecond) {
      suppressed += 1;
      return;
    }
    written += 1;
    log.emit('webhook.failed', { ...failed, suppressed });
    suppressed = 0;
  };
}
