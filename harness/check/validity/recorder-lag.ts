import { causeOf } from '../cause.ts';
import { measuredParts } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';

/** Ten of the writers' own periods (1 s): the account is no longer kept while the run runs, and a kill would lose as much. */
const limitMs = 10_000;

/** How long events waited in memory before they were on disk: p99 over the batches of the slowest event file. */
export const recorderLag: ValidityRule = ({ files }) => {
  if (files.length === 0) return null;
  const known = files.flatMap(({ file, recorder }) => (recorder === null ? [] : [{ file, ...recorder }]));
  const worst = known.sort((a, b) => b.lagP99Ms - a.lagP99Ms)[0];
  const value = worst?.lagP99Ms ?? null;
  const state = stateOf(value, limitMs, limitMs / 2);
  return {
    check: {
      id: 'recorder-lag',
      value,
      limit: limitMs,
      unit: 'ms',
      state,
      moves: 'both',
      cause: causeOf(
        'recorder-lag',
        state,
        worst === undefined
          ? {}
          : { file: worst.file, lagMs: worst.lagP99Ms, backlogBytes: worst.backlogMaxBytes },
      ),
    },
    scenarios: measuredParts,
  };
};
