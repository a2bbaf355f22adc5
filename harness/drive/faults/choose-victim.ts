import { setTimeout as sleep } from 'node:timers/promises';
import type { VendorDriver, VendorProcess } from '../../../vendors/contract/lifecycle.ts';
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
 * The node that owns the most open asks, at a moment when it owns enough and enough Graph calls are in flight. After
 * `timeoutMs` the best node of the last look is taken as it is; null when the vendor shows no living node at all.
 */
export async function chooseVictim(options: {
  readonly driver: VendorDriver;
  readonly control: ControlClient;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}): Promise<Victim | null> {
  const { driver, control, timeoutMs, signal } = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const processes = await driver.processes().catch(() => []);
    const node = busiestNode(processes);
    // Asked last: it is the figure that changes fastest.
    const { graphInFlight } = await control.state();
    const openAsks = node?.openAsks ?? null;
    const ready =
      node !== null && graphInFlight >= wantedInFlight && (openAsks ?? wantedOpenAsks) >= wantedOpenAsks;
    if (ready || performance.now() >= deadline) {
      return node && { role: node.role, pid: node.pid, openAsks, graphInFlight };
    }
    await sleep(lookMs);
  }
}

function busiestNode(processes: readonly VendorProcess[]): VendorProcess | null {
  const nodes = processes.filter(({ part, healthy }) => part === 'node' && healthy !== false);
  return nodes.reduce<VendorProcess | null>(
    (best, node) => (best === null || (node.openAsks ?? 0) > (best.openAsks ?? 0) ? node : best),
    null,
  );
}
