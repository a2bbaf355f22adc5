import type { BehaviourPlace } from '../../contract/behaviours.ts';
import type { Planting } from '../behaviours/planter.ts';
import type { EventLog } from '../event-log.ts';

export interface AppliedTo {
  readonly scenario: string | null;
  readonly place: BehaviourPlace;
  readonly nonce: string | null;
  readonly note?: string;
  readonly arrivedNs: bigint;
}

/** One `behaviour.applied` per behaviour with an effect: what really happened, with the time really held. */
export function logApplied(log: EventLog, planted: Planting, to: AppliedTo): void {
  if (planted.applied.length === 0) return;
  const nowNs = process.hrtime.bigint();
  const heldUs = Number(nowNs - to.arrivedNs) / 1000;
  const { scenario, place, nonce, note } = to;
  for (const { kind, copies, status, altered } of planted.applied) {
    log.write(
      'behaviour.applied',
      {
        behaviour: kind,
        scenario,
        place,
        i: planted.i,
        nonce,
        heldUs,
        copies,
        ...(status === undefined ? {} : { status }),
        ...(altered ? { altered } : {}),
        ...(note === undefined ? {} : { note }),
      },
      nowNs,
    );
  }
}
