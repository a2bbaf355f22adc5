import { count, type MetricName } from './metric-name.ts';

/** The capacity search. */
export const capacity: readonly MetricName[] = [
  count('capacity.points', 'points of the capacity search'),
  count('capacity.unjudged', 'of these not judged: the harness came to its own end'),
  count('capacity.co_located', '1 where harness and vendor shared a machine'),
  {
    name: 'capacity.ideal.rate',
    unit: 'per-second',
    meaning:
      'most answers a second in any point, whatever they took; low and high: its points at and past the knee',
  },
  {
    name: 'capacity.sustained.rate',
    unit: 'per-second',
    meaning:
      'last rate that was good at every point; high: the first that never was, none where the harness ended first',
  },
  {
    name: 'capacity.collapse.rate',
    unit: 'per-second',
    meaning:
      'first rate at which fewer than half of the asks are answered in time; low: the last at which more are',
  },
  { name: 'capacity.claim.rate', unit: 'per-second', meaning: "the vendor's own claim" },
  {
    name: 'capacity.point.answered_ratio',
    unit: 'ratio',
    meaning: 'answered in time at the sustained rate, worst point',
  },
  {
    name: 'capacity.point.loss_ratio',
    unit: 'ratio',
    meaning: 'lost or undelivered at the sustained rate, worst point',
  },
  {
    name: 'capacity.point.response_p99',
    unit: 'ms',
    meaning: 'response p99 at the sustained rate, worst point',
  },
];
