import { type Behaviour, noEffect, type PlannedWork } from './behaviour.ts';

/**
 * Holds grow evenly from `fromMs` at the onset to `toMs` when `within` of the planned time has passed since, and stay
 * there. Onset and `within` are shares of the planned time, counted from the first answer.
 */
export function drift(
  size: { readonly fromMs: number; readonly toMs: number; readonly within: number },
  onset: number,
  planned: PlannedWork,
): Behaviour {
  const startMs = onset * planned.ms;
  const riseMs = size.within * planned.ms;
  return ({ elapsedMs }) => {
    if (elapsedMs < startMs) return noEffect;
    const risen = riseMs > 0 ? Math.min(1, (elapsedMs - startMs) / riseMs) : 1;
    return { holdMs: size.fromMs + (size.toMs - size.fromMs) * risen, copies: 1 };
  };
}
