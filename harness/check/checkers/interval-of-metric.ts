import type { Metric } from '../../schema/result.ts';
import type { Checker } from '../finding.ts';
import { noEvidence } from '../finding.ts';
import { finding, readInterval } from '../judge-interval.ts';

/**
 * Reads a metric that carries its own interval: the shared body of the checkers that differ only in how the
 * interval was made. No figure (below its sample floor) or no interval: not proven.
 */
export function intervalOfMetric(method: string, confidence: number): Checker {
  return (evidence, requirement) => {
    const metric = evidence.metrics.get(requirement.metric);
    if (metric === undefined || metric.n === 0) return noEvidence(requirement, method);
    if (metric.value === null) return { ...noEvidence(requirement, method, 'below-floor'), n: metric.n };
    if (!hasInterval(metric))
      return { ...noEvidence(requirement, method, 'no-interval'), n: metric.n, value: metric.value };
    const interval = { low: metric.low, high: metric.high, confidence };
    const reading = readInterval(metric.value, interval, requirement);
    return finding(
      { value: metric.value, n: metric.n, interval, method, reading, evidence: [requirement.metric] },
      requirement,
    );
  };
}

function hasInterval(metric: Metric): boolean {
  return metric.low !== null || metric.high !== null;
}
