import { campaignRate, lateShare } from '../measure/campaign.ts';
import { countMeasure } from '../measure/counts.ts';
import type { TruthRow } from '../row.ts';
import { evaluateRow } from './evaluate.ts';

/** Scheduled sends at 200 and at 5,000 a minute (A22). */
export const campaignStoryRows: readonly TruthRow[] = [
  evaluateRow({
    id: 'story-low-end-campaign',
    family: 'stories',
    covers: ['A09', 'A22'],
    what: 'the low-end SCRM: 200 messages a minute, more than one in ten late above it',
    behaviours: { id: 'low-end' },
    only: ['campaign'],
    set: 'campaign',
    defects: { cap: ['campaign-fast-late', 'campaign-lost'] },
    measure: (run) => [
      countMeasure(run, 'campaign.slow.late', 0, 0),
      lateShare(run, 'fast', null),
      campaignRate(run, 'fast', 199.8),
    ],
    aboutSec: 75,
  }),
  evaluateRow({
    id: 'story-high-end-campaign',
    family: 'control',
    covers: ['A22'],
    what: 'the high-end SCRM: 5,000 messages a minute, none late',
    behaviours: { id: 'high-end' },
    only: ['campaign'],
    set: 'campaign',
    defects: {},
    measure: (run) => [countMeasure(run, 'campaign.late', 0, 0), countMeasure(run, 'campaign.lost', 0, 0)],
    aboutSec: 45,
  }),
];
