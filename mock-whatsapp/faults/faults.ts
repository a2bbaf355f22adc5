import type { FaultsRequest } from '../contract/control.ts';
import type { EventLog } from '../events/event-log.ts';

/** How Meta misbehaves on request. Each thing done leaves one `mock.fault`. */
export interface Faults {
  readonly inForce: FaultsRequest;
  set(request: FaultsRequest): void;
  /** One webhook with messages was acknowledged: after how many ms it is delivered again; null = not. */
  redeliverAfterMs(updates: number): number | null;
  /** One message was accepted: whether it fails after `sent` (131026) instead of being delivered. */
  failsNext(): boolean;
}

/** Counts start anew whenever faults are set. */
export function createFaults(log: EventLog): Faults {
  let inForce: FaultsRequest = {};
  let acknowledged = 0;
  let accepted = 0;
  return {
    get inForce() {
      return inForce;
    },
    set(request) {
      inForce = request;
      acknowledged = 0;
      accepted = 0;
    },
    redeliverAfterMs(updates) {
      const { redeliver } = inForce;
      if (redeliver === undefined) return null;
      acknowledged += 1;
      if (acknowledged % redeliver.every !== 0) return null;
      log.emit('mock.fault', { fault: 'redeliver', updates });
      return redeliver.afterMs;
    },
    failsNext() {
      const { failStatus } = inForce;
      if (failStatus === undefined) return false;
      accepted += 1;
      if (accepted % failStatus.every !== 0) return false;
      log.emit('mock.fault', { fault: 'failed-status', updates: 1 });
      return true;
    },
  };
}
