import { causeOf } from '../cause.ts';
import { measuredParts } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';

/** A fifth of the time with a write outstanding: the share at which our part is said beside a figure (design §4.4). */
const limit = 0.2;
/** A healthy disk takes a millisecond or two a second. */
const warnAt = 0.05;

/**
 * Share of an event file's life in which one of its writes was outstanding. The recorder can't keep up with such a
 * disk, and a vendor that stores what it acknowledges may wait for the same one.
 */
export const diskSlow: ValidityRule = ({ files }) => {
  if (files.length === 0) return null;
  const known = files.flatMap(({ file, recorder }) =>
    recorder === null || recorder.spanMs <= 0
      ? []
      : [{ file, ratio: recorder.writingMs / recorder.spanMs, slowestMs: recorder.writeMaxMs }],
  );
  const worst = known.sort((a, b) => b.ratio - a.ratio)[0];
  const value = worst?.ratio ?? null;
  const state = stateOf(value, limit, warnAt);
  return {
    check: {
      id: 'disk-slow',
      value,
      limit,
      unit: 'ratio',
      state,
      moves: 'both',
      cause: causeOf(
        'disk-slow',
        state,
        worst === undefined ? {} : { file: worst.file, slowestMs: worst.slowestMs },
      ),
    },
    scenarios: measuredParts,
  };
};
