import { type Behaviour, begun, noEffect, type PlannedWork } from './behaviour.ts';

/** From the onset on (share of the planned requests) every request is answered with `status`. */
export function failAfter(size: { readonly status: number }, onset: number, planned: PlannedWork): Behaviour {
  return (answer) =>
    begun(answer, onset, planned) ? { holdMs: 0, copies: 0, status: size.status } : noEffect;
}
