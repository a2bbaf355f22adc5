import type { TruthRow } from '../row.ts';
import { capRows } from './cap.ts';
import { countRows } from './counts.ts';
import { delayRows } from './delay.ts';
import { driftRows } from './drift.ts';
import { pairRows } from './pairs.ts';
import { stallRows } from './stall.ts';

/** Every row of the table of planted defects, in the order in which it is played and printed. */
export const rows: readonly TruthRow[] = [
  ...delayRows,
  ...driftRows,
  ...stallRows,
  ...countRows,
  ...capRows,
  ...pairRows,
];
