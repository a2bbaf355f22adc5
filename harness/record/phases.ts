import type { PhaseEvent } from '../schema/artefacts.ts';
import type { Phase } from './artefacts.ts';

/** Phase of everything outside the recorded phases. */
export const otherPhase = 'other';

/** Builds the phases of a run from `phase` events; one still open at the end lasts for ever. */
export function phaseFold(): {
  readonly add: (event: PhaseEvent) => void;
  readonly finish: () => readonly Phase[];
} {
  const done: Phase[] = [];
  const open = new Map<string, number>();
  return {
    add(event) {
      if (event.state === 'started') open.set(event.phase, event.mono_ns);
      const startNs = open.get(event.phase);
      if (event.state !== 'ended' || startNs === undefined) return;
      open.delete(event.phase);
      done.push({ name: event.phase, startNs, endNs: event.mono_ns });
    },
    finish() {
      for (const [name, startNs] of open) done.push({ name, startNs, endNs: Number.MAX_SAFE_INTEGER });
      return done.sort((a, b) => a.startNs - b.startNs);
    },
  };
}

/** Name of the phase that holds `atNs`; the one begun last where phases nest. */
export function phaseAt(phases: readonly Phase[], atNs: number): string {
  let name = otherPhase;
  for (const phase of phases) {
    if (phase.startNs > atNs) break;
    if (atNs < phase.endNs) name = phase.name;
  }
  return name;
}
