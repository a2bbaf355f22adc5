import { causeOf } from '../cause.ts';
import { measuredParts } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';

/** Names shown of the files that changed. */
const shown = 5;

/** plan.json and the event files against their sha256 of the run's end: changed, added or gone. One is too many. */
export const sealedFiles: ValidityRule = ({ seal }) => {
  const changed = seal.changed;
  const state = stateOf(changed?.length ?? null, 0);
  return {
    check: {
      id: 'sealed-files',
      value: changed?.length ?? null,
      limit: 0,
      unit: 'count',
      state,
      moves: 'both',
      cause: causeOf('sealed-files', state, {
        changed: changed?.length ?? 0,
        ...(changed === null || changed.length === 0 ? {} : { files: changed.slice(0, shown).join(' ') }),
      }),
    },
    scenarios: measuredParts,
  };
};
