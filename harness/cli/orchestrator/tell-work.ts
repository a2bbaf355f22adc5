import type { VendorWork } from '../../../vendors/contract/lifecycle.ts';
import type { RunningVendor } from '../../drive/vendor/start-vendor.ts';
import type { ScenarioId, Size } from '../../schema/run-plan.ts';
import { drillRatePerSec, scenarioPlan } from '../../schema/size-plan.ts';

/** Load of one trial: its baseline, the kill and the watch of a vendor that recovers at once. */
const trialMs = 12_000;

/** Work of a script of one's own: its size is known to nobody but the script. */
const unknownWork: VendorWork = { scenario: 'script', count: 0, ms: 0 };

/** The planned work of a scenario: what the onset of a planted weakness is a share of. Pure. */
export function workOf(id: ScenarioId, size: Size, trials: number | null = null): VendorWork {
  const plan = scenarioPlan(id, size);
  if (id === 'failover') {
    const ms = (trials ?? plan.trials) * trialMs;
    return { scenario: id, count: Math.round((ms / 1000) * drillRatePerSec), ms };
  }
  const { samples: count, minutes, timeScale } = plan;
  return { scenario: id, count, ms: minutes * 60_000, timeScale };
}

/** Tells a vendor with planted weaknesses what begins now; null = a script of one's own. Others are told nothing. */
export async function tellWork(vendor: RunningVendor, work: VendorWork | null): Promise<void> {
  if (vendor.manifest.behaviours.length === 0) return;
  await vendor.driver?.begin?.(work ?? unknownWork);
}
