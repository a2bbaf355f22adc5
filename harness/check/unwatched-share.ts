import type { Artefacts } from '../record/artefacts.ts';
import type { MeasuredPart } from './phase-of.ts';

/**
 * Share of a scenario's time in which the machine was not looked at for more than 2.5 s at a stretch. What happened
 * there is known only as a sum, so a figure's seconds can't be cleared. Null where the machine gives no samples (no
 * /proc) and after an open phase.
 */
export function unwatchedShare(artefacts: Artefacts, scenario: MeasuredPart): number | null {
  const sampled = artefacts.machine.length > 0;
  if (!sampled && artefacts.plan.provenance.machine.os !== 'linux') return null;
  const phases = artefacts.phases.filter(
    (phase) => phase.name === scenario && phase.endNs < Number.MAX_SAFE_INTEGER,
  );
  let wholeNs = 0;
  let gapNs = 0;
  for (const phase of phases) {
    wholeNs += phase.endNs - phase.startNs;
    for (const gap of artefacts.hostGaps) {
      const overlapNs = overlap(gap, phase);
      if (overlapNs > shortestNs) gapNs += overlapNs;
    }
  }
  return wholeNs > 0 ? gapNs / wholeNs : null;
}

/** Share of a stretch of time within gaps between two samples; after the last sample there are no windows to ask for. */
export function unwatchedIn({ hostGaps }: Artefacts, stretch: Stretch): number {
  const gapNs = hostGaps
    .filter(({ endNs }) => endNs < Number.MAX_SAFE_INTEGER)
    .reduce((sum, gap) => sum + Math.max(0, overlap(gap, stretch)), 0);
  return gapNs / (stretch.endNs - stretch.startNs);
}

interface Stretch {
  readonly startNs: number;
  readonly endNs: number;
}

function overlap(a: Stretch, b: Stretch): number {
  return Math.min(a.endNs, b.endNs) - Math.max(a.startNs, b.startNs);
}

/** The rest of a phase after its last sample, and its first second, are no gap. */
const shortestNs = 2.5e9;
