import type { Requirement } from '../../schema/requirement.ts';
import { type Checker, noEvidence } from '../finding.ts';
import { finding, readExact } from '../judge-interval.ts';
import { isGood } from '../margin.ts';

const method = 'rate-bracket';

/**
 * A load the vendor must sustain (asks a second, or agents at work), read from the bracket: held at every point (low)
 * meets. A first bad load at or below it would miss; with harness and vendor on one machine that end is not proven (design
 * §4.4), because the machine may have been what broke. Between the two, or above every load played: not proven.
 */
export const capacityRate: Checker = ({ metrics, artefacts }, requirement) => {
  const metric = metrics.get(requirement.metric);
  if (metric === undefined || metric.n + (metrics.get('capacity.points')?.value ?? 0) === 0)
    return noEvidence(requirement, method);
  const coLocated = artefacts.plan.capacity?.coLocated ?? true;
  const { low, high } = metric;
  const value = low ?? 0;
  const judged = { value, n: metric.n, interval: { low: value, high, confidence: 1 }, method };
  const evidence = [requirement.metric, 'capacity.points'];
  if (low !== null && isGood(low, requirement))
    return finding({ ...judged, evidence, reading: readExact(low, requirement) }, requirement);
  const missed = high !== null && high <= requirement.target;
  if (missed && !coLocated) return finding({ ...judged, evidence, reading: 'does-not-meet' }, requirement);
  const reason = reasonOf(requirement, missed, value, high);
  return finding({ ...judged, evidence, reading: 'not-proven', reason }, requirement);
};

/** People and rates are told in words of their own. */
function reasonOf({ metric, target }: Requirement, missed: boolean, value: number, high: number | null) {
  if (metric.endsWith('.agents'))
    return {
      code: missed ? 'co-located-agents' : 'agents-not-reached',
      values: { value, target, ...(high === null ? {} : { high }) },
    } as const;
  return {
    code: missed ? 'co-located' : 'rate-not-reached',
    values: {
      valuePerSec: value,
      targetPerSec: target,
      ...(high === null ? {} : { highPerSec: high }),
    },
  } as const;
}
