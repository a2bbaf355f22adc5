import { setTimeout as sleep } from 'node:timers/promises';
import type { VendorDriver, VendorPart, VendorProcess } from '../../../vendors/contract/lifecycle.ts';
import type { ControlClient } from '../control-client.ts';

/** Design §4.8: the victim owns at least this many open asks, where the vendor can tell … */
const wantedOpenAsks = 10;
/** … and this many Graph calls are in flight. */
const wantedInFlight = 20;
const lookMs = 20;

export interface Victim {
  readonly role: string;
  readonly pid: number;
  readonly openAsks: number | null;
  readonly graphInFlight: number;
}

/**
 * The process of that part which owns the most open asks, at a moment when it owns enough (where it can tell) and enough
 * Graph calls are in flight. After `timeoutMs` the best one of the last look is taken as it is; null when the vendor
 * shows no living process of that part.
 */
export async function chooseVictim(options: {
  readonly driver: VendorDriver;
  readonly part: VendorPart;
  readonly control: ControlClient;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}): Promise<Victim | null> {
  const { driver, part, control, timeoutMs, signal } = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const processes = await driver.processes().catch(() => []);
    const busiest = busiestOf(processes, part);
    // Asked last: it is the figure that changes fastest.
    const { graphInFlight } = await control.state();
    const openAsks = busiest?.openAsks ?? null;
    const ready =
      busiest !== null && graphInFlight >= wantedInFlight && (openAsks ?? wantedOpenAsks) >= wantedOpenAsks;
    if (ready || performance.now() >= deadline) {
      return busiest && { role: busiest.role, pid: busiest.pid, openAsks, graphInFlight };
    }
    await sleep(lookMs);
  }
}

function busiestOf(processes: readonly VendorProcess[], part: VendorPart): VendorProcess | null {
  const alive = processes.filter((process) => process.part === part && process.healthy !== false);
  return alive.reduce<VendorProcess | null>(
    (best, node) => (best === null || (node.openAsks ?? 0) > (best.openAsks ?? 0) ? node : best),
    null,
  );
}
