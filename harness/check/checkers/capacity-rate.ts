import { type Checker, noEvidence } from '../finding.ts';
import { finding, readExact } from '../judge-interval.ts';
import { isGood } from '../margin.ts';

const method = 'rate-bracket';

/**
 * A rate the vendor must sustain, read from the bracket: held at every point (low) meets. A first bad rate at or below it
 * would miss; with harness and vendor on one machine that end is not proven (design §4.4), because the machine may have
 * been what broke. Between the two, or above every rate played: not proven.
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
  const values = {
    valuePerSec: value,
    targetPerSec: requirement.target,
    ...(high === null ? {} : { highPerSec: high }),
  };
  if (high !== null && high <= requirement.target) {
    if (!coLocated) return finding({ ...judged, evidence, reading: 'does-not-meet' }, requirement);
    return finding(
      { ...judged, evidence, reading: 'not-proven', reason: { code: 'co-located', values } },
      requirement,
    );
  }
  return finding(
    { ...judged, evidence, reading: 'not-proven', reason: { code: 'rate-not-reached', values } },
    requirement,
  );
};
