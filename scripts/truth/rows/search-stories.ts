import { countMeasure } from '../measure/counts.ts';
import type { TruthRow } from '../row.ts';
import { evaluateRow } from './evaluate.ts';

/** Searches in a small and in a large store (A57): the same queries, the growth of their time. */
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
  evaluateRow({
    id: 'story-low-end-search',
    family: 'stories',
    covers: ['A57'],
    what: 'the low-end SCRM: its search reads its index from end to end; 50,000 and 1 million messages',
    behaviours: { id: 'low-end' },
    only: ['search'],
    // In 50,000 messages a missing index costs a few ms: it shows in a million.
    size: 'standard',
    set: 'search',
    defects: { 'dropped-index': ['search-growth'] },
    // How long a search from end to end takes is the machine's.
    undecided: ['search-largest-p50'],
    measure: (run) => [countMeasure(run, 'search.wrong', 0, 0)],
    aboutSec: 170,
  }),
];
