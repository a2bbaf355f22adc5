import type { TruthRow } from '../row.ts';

/** 20 clean smoke runs of three vendors: whole ones of the reference, the rush of the two that only answer. */
const clean = [
  { id: 'reference', runs: 6, aboutSec: 90 },
  { id: 'null', runs: 7, aboutSec: 45 },
  { id: 'stub', runs: 7, aboutSec: 45 },
] as const;

/** Nothing is planted: whatever is accused is a false alarm. */
export const cleanRows: readonly TruthRow[] = clean.flatMap(({ id, runs, aboutSec }) =>
  Array.from(
    { length: runs },
    (_, index): TruthRow => ({
      id: `clean-${id}-${index + 1}`,
      family: 'clean',
      covers: [],
      what: `${id}, smoke, nothing planted`,
      vendor: { id },
      play: { kind: 'evaluate', only: ['rush', 'media', 'shift', 'failover'], size: 'smoke' },
      set: null,
      defects: {},
      aboutSec,
      measure: () => [],
    }),
  ),
);
