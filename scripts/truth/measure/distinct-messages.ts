import type { BehaviourKind } from '../../../vendors/contract/behaviours.ts';
import type { Played } from '../row.ts';

/** Messages that the log names, each once however often Meta delivered it. */
export function distinctMessages(run: Played, kind: BehaviourKind): number {
  const wamids = run
    .log(kind)
    .flatMap(({ note = '' }) => note.split(' ').filter((word) => word.startsWith('wamid.')));
  return new Set(wamids).size;
}
