import type { Checker } from '../finding.ts';
import { noEvidence } from '../finding.ts';
import { finding, readExact } from '../judge-interval.ts';

/**
 * Every ask of a plan answered: exact over the asks sent. An ask whose fate our own record can't tell leaves
 * "none unanswered" unproven.
 */
export const everyAnswered: Checker = (evidence, requirement) => {
  const metric = evidence.metrics.get(requirement.metric);
  if (metric === undefined || metric.value === null || metric.n === 0)
    return noEvidence(requirement, 'census');
  const { value, n } = metric;
  const plan = requirement.metric.split('.')[0] ?? '';
  const unknown = evidence.metrics.get(`${plan}.unknown`)?.value ?? 0;
  const exact = readExact(value, requirement);
  const unproven = unknown > 0 && exact !== 'does-not-meet';
  return finding(
    {
      value,
      n,
      interval: null,
      method: 'census',
      reading: unproven ? 'not-proven' : exact,
      evidence: [requirement.metric, `${plan}.unknown`],
      ...(unproven ? { reason: { code: 'unknown-asks', values: { unknown, n } } } : {}),
    },
    requirement,
  );
};
