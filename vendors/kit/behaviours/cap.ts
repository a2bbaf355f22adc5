import { type Behaviour, begun, noEffect, type PlannedWork } from './behaviour.ts';

/**
 * From the onset on at most `perSec` leave in a second, the rest waits in order: below that rate nothing is held, above
 * it the queue grows by the surplus (a single server with a fixed service time).
 */
export function cap(size: { readonly perSec: number }, onset: number, planned: PlannedWork): Behaviour {
  const gapMs = 1000 / size.perSec;
  let freeAtMs = 0;
  return (answer) => {
    if (!begun(answer, onset, planned)) return noEffect;
    const leavesMs = Math.max(answer.elapsedMs, freeAtMs);
    freeAtMs = leavesMs + gapMs;
    return { holdMs: leavesMs - answer.elapsedMs, copies: 1 };
  };
}
