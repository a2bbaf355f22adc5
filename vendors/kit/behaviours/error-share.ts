import { type Behaviour, begun, noEffect, type PlannedWork } from './behaviour.ts';
import { evenShare } from './share.ts';

/** From the onset on `ratio` of the requests, evenly spread, is answered with `status` instead of being passed on. */
export function errorShare(
  size: { readonly ratio: number; readonly status: number },
  onset: number,
  planned: PlannedWork,
): Behaviour {
  const picked = evenShare(size.ratio);
  return (answer) => {
    if (!begun(answer, onset, planned) || !picked()) return noEffect;
    return { holdMs: 0, copies: 0, status: size.status };
  };
}
