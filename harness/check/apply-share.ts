import type { Requirement } from '../schema/requirement.ts';
import type { Finding } from './finding.ts';
import { type HarnessShare, shareOfFigure, unprovenShare, warnShare } from './harness-share.ts';
import { isMedian } from './is-median.ts';
import { isGood } from './margin.ts';

/**
 * Holds a miss against the harness's own share of the figure (design §4.4): up to 20 % it stands; up to 50 % it
 * stands, with a warning, only if the figure without the share still misses; above, it is "not proven: harness
 * share". Other readings pass: waiting of ours only makes a vendor look slower.
 */
export function applyShare(finding: Finding, requirement: Requirement, share: HarnessShare): Finding {
  if (finding.reading !== 'does-not-meet' || finding.value === null) return finding;
  // A value of 0 that misses (">= 5 trials") has nothing a share could be taken from.
  const ours = shareOfFigure(share, {
    unit: requirement.unit,
    value: finding.value,
    tail: !isMedian(requirement),
  });
  if (ours <= warnShare) return finding;
  const without = withoutShare(finding.value, ours, requirement);
  const values = { shareRatio: ours, value: finding.value, without, target: requirement.target };
  if (ours <= unprovenShare && !isGood(without, requirement))
    return { ...finding, reason: { code: 'misses-with-share', values } };
  return { ...finding, reading: 'not-proven', reason: { code: 'harness-share', values } };
}

/** The figure as it were without our share: smaller where small is good, nearer to 1 where a ratio should be high. */
function withoutShare(value: number, share: number, requirement: Requirement): number {
  if (requirement.comparison === '<=') return value * (1 - share);
  return requirement.unit === 'ratio' ? 1 - (1 - value) * (1 - share) : value / (1 - share);
}
