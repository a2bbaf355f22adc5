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
    for (const gap of gapsIn(artefacts, phase)) gapNs += lengthOf(gap);
  }
  return wholeNs > 0 ? gapNs / wholeNs : null;
}

/** The same of a scenario's part within a window of the host; 0 where they don't meet. */
export function unwatchedIn(artefacts: Artefacts, scenario: MeasuredPart, window: Stretch): number {
  let wholeNs = 0;
  let gapNs = 0;
  for (const phase of artefacts.phases.filter(({ name }) => name === scenario)) {
    wholeNs += lengthOf(common(phase, window));
    for (const gap of gapsIn(artefacts, phase)) gapNs += lengthOf(common(gap, window));
  }
  return wholeNs > 0 ? gapNs / wholeNs : 0;
}

interface Stretch {
  readonly startNs: number;
  readonly endNs: number;
}

/** The rest of a phase after its last sample, and its first second, are no gap. */
const shortestNs = 2.5e9;

/** Gaps between samples as far as they lie in the phase. */
function gapsIn({ hostGaps }: Artefacts, phase: Stretch): readonly Stretch[] {
  return hostGaps.map((gap) => common(gap, phase)).filter((gap) => lengthOf(gap) > shortestNs);
}

function common(a: Stretch, b: Stretch): Stretch {
  return { startNs: Math.max(a.startNs, b.startNs), endNs: Math.min(a.endNs, b.endNs) };
}

function lengthOf({ startNs, endNs }: Stretch): number {
  return Math.max(0, endNs - startNs);
}
