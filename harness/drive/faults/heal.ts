import type { FaultHealed } from '../../schema/artefacts.ts';
import type { DrillOptions } from './drill-options.ts';
import { timingOf } from './drill-timing.ts';
import { partOf } from './part-of.ts';
import { waitHealed } from './wait-healed.ts';

export type Healing = Pick<FaultHealed, 'by' | 'healthy_ns'>;

/**
 * Waits until the vendor's own supervisor has made it whole (`vendor`). If it has not within the watch, restores the
 * part through the driver and waits as long again (`operator`); else `nobody`. A remote vendor cannot be looked at:
 * `nobody`, unknown time.
 */
export async function heal(
  options: DrillOptions,
  killed: { readonly pid: number | null; readonly parts: number },
): Promise<Healing> {
  const { driver, signal } = options;
  if (!driver) return { by: 'nobody', healthy_ns: null };
  const wait = {
    driver,
    killedPid: killed.pid,
    parts: killed.parts,
    timeoutMs: timingOf(options).watchMs,
    ...(signal ? { signal } : {}),
  };
  const alone = await waitHealed(wait);
  if (alone !== null) return { by: 'vendor', healthy_ns: Number(alone) };
  if (!driver.restore || signal?.aborted) return { by: 'nobody', healthy_ns: null };
  await driver.restore(partOf(options.fault ?? 'node-kill')).catch(() => undefined);
  const restored = await waitHealed(wait);
  if (restored === null) return { by: 'nobody', healthy_ns: null };
  return { by: 'operator', healthy_ns: Number(restored) };
}
