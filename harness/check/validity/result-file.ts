import { causeOf } from '../cause.ts';
import { measuredParts } from '../phase-of.ts';
import type { ValidityRule } from '../validity-outcome.ts';

const states = { none: 'ok', 'as-written': 'ok', edited: 'failed', unsealed: 'unknown' } as const;

/** The result.json that lay in the folder, against the sha256 written with it: somebody may have read the changed one. */
export const resultFile: ValidityRule = ({ seal }) => {
  const state = states[seal.result];
  return {
    check: {
      id: 'result-file',
      value: state === 'unknown' ? null : Number(state === 'failed'),
      limit: 0,
      unit: 'count',
      state,
      moves: 'both',
      cause: causeOf('result-file', state, {}),
    },
    scenarios: measuredParts,
  };
};
