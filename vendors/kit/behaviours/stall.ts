import { type Behaviour, noEffect, type PlannedWork } from './behaviour.ts';

/**
 * Once, for `ms`, nothing is sent: what falls into the stall is held until its end. Onset = share of the planned
 * time (not of the answers), counted from the first answer, so that the stall starts when the plan says although
 * answers have stopped.
 *
 * At a fixed rate over T the held share is S / T with holds spread evenly over 0..S, hence p99 = S − 0.01 · T.
 */
export function stall(size: { readonly ms: number }, onset: number, planned: PlannedWork): Behaviour {
  const startMs = onset * planned.ms;
  const endMs = startMs + size.ms;
  return ({ elapsedMs }) => {
    if (elapsedMs < startMs || elapsedMs >= endMs) return noEffect;
    return { holdMs: endMs - elapsedMs, copies: 1 };
  };
}
