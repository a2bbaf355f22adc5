import type { BehaviourSpec } from '../../contract/behaviours.ts';
import type { VendorWork } from '../../contract/lifecycle.ts';
import type { PlannedWork } from './behaviour.ts';
import { needsWork } from './compose.ts';

/**
 * What a driver passes on of the work it is told: null where `settings.planned` has said it already. Throws where the
 * size of the work is unknown (a script of one's own) and a weakness needs it.
 */
export function workToTell(
  work: VendorWork,
  behaviours: readonly BehaviourSpec[],
  planned: PlannedWork | null,
): VendorWork | null {
  const unknown = work.count === 0 && work.ms === 0;
  if (unknown && planned !== null) return null;
  const needy = behaviours.find(needsWork);
  if (unknown && needy !== undefined) {
    throw new Error(
      `behaviour ${needy.kind}: onset ${needy.onset} needs the planned work; give settings.planned {answers, ms} in vendor.yaml`,
    );
  }
  return work;
}
