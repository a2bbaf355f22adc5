import type { Checker } from '../finding.ts';
import { noEvidence } from '../finding.ts';
import { finding, readExact } from '../judge-interval.ts';

/** A count over a stated census, exact: "0 of 1 000 uploads failed" is judged on those 1 000, not on a rate. */
export const census: Checker = (evidence, requirement) => {
  const metric = evidence.metrics.get(requirement.metric);
  if (metric === undefined || metric.value === null || metric.n === 0)
    return noEvidence(requirement, 'census');
  const { value, n } = metric;
  const reading = readExact(value, requirement);
  return finding(
    { value, n, interval: null, method: 'census', reading, evidence: [requirement.metric] },
    requirement,
  );
};
