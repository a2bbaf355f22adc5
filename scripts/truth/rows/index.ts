import type { TruthRow } from '../row.ts';
import { apiStoryRows } from './api-stories.ts';
import { campaignStoryRows } from './campaign-stories.ts';
import { capRows } from './cap.ts';
import { capacityRows } from './capacity.ts';
import { cleanRows } from './clean.ts';
import { countRows } from './counts.ts';
import { delayRows } from './delay.ts';
import { driftRows } from './drift.ts';
import { failoverRows } from './failover.ts';
import { mediaRows } from './media.ts';
import { orderStoryRows } from './order-stories.ts';
import { pairRows } from './pairs.ts';
import { rushRows } from './rush.ts';
import { scaledRows } from './scaled.ts';
import { scrmRows } from './scrm.ts';
import { searchStoryRows } from './search-stories.ts';
import { shiftRows } from './shift.ts';
import { stallRows } from './stall.ts';
import { storyRows } from './stories.ts';

/** Every row of the table of planted defects, in the order in which it is played and printed. */
export const rows: readonly TruthRow[] = [
  ...delayRows,
  ...driftRows,
  ...stallRows,
  ...countRows,
  ...capRows,
  ...capacityRows,
  ...pairRows,
  ...scrmRows,
  ...mediaRows,
  ...shiftRows,
  ...rushRows,
  ...failoverRows,
  ...storyRows,
  ...orderStoryRows,
  ...campaignStoryRows,
  ...apiStoryRows,
  ...searchStoryRows,
  ...cleanRows,
  ...scaledRows,
];
