import { slowerRule } from '../slower-rule.ts';
import { unwatchedShare } from '../unwatched-share.ts';

/** Share of the time without a sample of the machine for more than 2.5 s: what was not watched counts as ours. */
export const samplingGaps = slowerRule({
  id: 'sampling-gaps',
  // 20 % of a figure is where the share is said beside a miss (design §4.4).
  limit: 0.2,
  unit: 'ratio',
  valueIn: unwatchedShare,
});
