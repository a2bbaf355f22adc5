import { countMeasure } from '../measure/counts.ts';
import type { TruthRow } from '../row.ts';
import { evaluateRow } from './evaluate.ts';

/**
 * Search in 10,000 and in 50,000 past messages (A57). A missing index shows in a million, which takes minutes to load: the
 * low-end vendor has no row here (docs/status.md).
 */
export const searchStoryRows: readonly TruthRow[] = [
  evaluateRow({
    id: 'story-high-end-search',
    family: 'control',
    covers: ['A57', 'A58'],
    what: 'the high-end SCRM: search keeps its speed',
    behaviours: { id: 'high-end' },
    only: ['search'],
    set: 'search',
    defects: {},
    measure: (run) => [countMeasure(run, 'search.wrong', 0, 0), countMeasure(run, 'search.errors', 0, 0)],
    aboutSec: 50,
  }),
];
