import type { Artefacts } from '../record/artefacts.ts';

/** Meta's default throughput of one number, messages/s in and out together (Cloud API throughput page, 2025-11). */
const defaultPerSec = 80;

/**
 * The time that the burst alone takes on one default number, its answers included: 3 000 asks + 3 000 answers =
 * 75 s. Null without a rush.
 */
export function metaFloorMs(artefacts: Artefacts): number | null {
  const burst = artefacts.plans.get('rush')?.burstAsks ?? 0;
  return burst === 0 ? null : (2 * burst * 1000) / defaultPerSec;
}
