import { type Behaviour, begun, noEffect, type PlannedWork } from './behaviour.ts';
import { evenShare } from './share.ts';

/** From the onset on `ratio` of the field writes, evenly spread, arrives with another value. */
export function wrongField(size: { readonly ratio: number }, onset: number, planned: PlannedWork): Behaviour {
  const picked = evenShare(size.ratio);
  return (answer) => {
    if (!begun(answer, onset, planned) || !picked()) return noEffect;
    return { holdMs: 0, copies: 1, altered: true };
  };
}
