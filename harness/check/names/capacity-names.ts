import { count, type MetricName } from './metric-name.ts';

/** The capacity search. */
export const capacity: readonly MetricName[] = [
  count('capacity.points', 'points of the capacity search'),
  count('capacity.unjudged', 'of these not judged: the harness came to its own end'),
  count('capacity.co_located', '1 where harness and vendor shared a machine'),
  ...loads('rate', 'per-second', 'asks a second'),
  ...loads('agents', 'count', 'agents at work, with --ramp agents'),
  {
    name: 'capacity.point.answered_ratio',
    unit: 'ratio',
    meaning: 'answered in time at the sustained load, worst point',
  },
  {
    name: 'capacity.point.loss_ratio',
    unit: 'ratio',
    meaning: 'lost or undelivered at the sustained load, worst point',
  },
  {
    name: 'capacity.point.response_p99',
    unit: 'ms',
    meaning: 'response p99 at the sustained load, worst point',
  },
  count('capacity.usl.loads', 'different loads that the curve could be fitted over; n = how many it takes'),
  {
    name: 'capacity.usl.lambda',
    unit: 'per-second',
    meaning:
      'scalability law (Gunther 2007): answers a second of one unit of load without contention; a model, not judged; absent unless answers fell past the peak',
  },
  { name: 'capacity.usl.sigma', unit: 'ratio', meaning: 'contention: share that has to queue' },
  {
    name: 'capacity.usl.kappa',
    unit: 'ratio',
    meaning: 'coherency: cost of keeping parts in step, per pair',
  },
  { name: 'capacity.usl.r_squared', unit: 'ratio', meaning: 'share of the variance that the curve explains' },
  count('capacity.usl.peak_load', 'load of highest throughput on the curve: asks a second, or agents'),
  { name: 'capacity.usl.peak_throughput', unit: 'per-second', meaning: 'answers a second at that load' },
];

function loads(ramp: 'rate' | 'agents', unit: MetricName['unit'], of: string): readonly MetricName[] {
  return [
    {
      name: `capacity.ideal.${ramp}`,
      unit,
      meaning: `most answers a second in any point, whatever they took, as the load that asks for as many (${of}); low and high: its points at and past the knee`,
    },
    {
      name: `capacity.sustained.${ramp}`,
      unit,
      meaning: `last load that was good at every point (${of}); high: the first that never was, none where the harness ended first`,
    },
    {
      name: `capacity.collapse.${ramp}`,
      unit,
      meaning: `first load at which fewer than half of the asks are answered in time (${of}); low: the last at which more are`,
    },
    { name: `capacity.claim.${ramp}`, unit, meaning: `the vendor's own claim (${of})` },
  ];
}
