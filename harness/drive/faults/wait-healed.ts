import { setTimeout as sleep } from 'node:timers/promises';
import type { VendorDriver } from '../../../vendors/contract/lifecycle.ts';

const pollMs = 100;

/**
 * Resolves with the moment when every part of the vendor was healthy again and the killed pid was no longer listed;
 * null when that did not happen in `timeoutMs`.
 */
export async function waitHealed(options: {
  readonly driver: VendorDriver;
  readonly killedPid: number | null;
  /** Parts there were before the kill. */
  readonly parts: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}): Promise<bigint | null> {
  const deadline = performance.now() + options.timeoutMs;
  while (performance.now() < deadline) {
    if (options.signal?.aborted) return null;
    if (await isWhole(options)) return process.hrtime.bigint();
    await sleep(pollMs);
  }
  return null;
}

/** Nodes, gateways and stores that the vendor shows as alive. */
export async function countParts(driver: VendorDriver): Promise<number> {
  const processes = await driver.processes().catch(() => []);
  return processes.filter(({ part, healthy }) => part !== undefined && healthy !== false).length;
}

async function isWhole({
  driver,
  killedPid,
  parts,
}: {
  readonly driver: VendorDriver;
  readonly killedPid: number | null;
  readonly parts: number;
}): Promise<boolean> {
  try {
    if (!(await driver.health())) return false;
    const processes = await driver.processes();
    // Just after the kill a gateway may not have noticed yet: the dead pid must be gone from the list.
    if (killedPid !== null && processes.some(({ pid }) => pid === killedPid)) return false;
    return (await countParts(driver)) >= parts;
  } catch {
    return false;
  }
}
