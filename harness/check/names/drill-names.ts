import { count, ladder, type MetricName } from './metric-name.ts';

/** A drill that kills a part of the vendor. */
export function kills(prefix: string): readonly MetricName[] {
  return [
    count(`${prefix}.trials`, 'trials whose fault was really injected'),
    count(`${prefix}.recovered`, 'of these with a confirmed recovery'),
    count(`${prefix}.operator_restored`, 'of these in which the harness had to restore a part'),
    {
      name: `${prefix}.detect.<median|worst>`,
      unit: 'ms',
      meaning: 'exit of the victim → intended time of the first bad ask; trials without one are left out',
    },
    {
      name: `${prefix}.recovery.<median|worst>`,
      unit: 'ms',
      meaning: 'exit → intended time of the last bad ask; no value while a trial has not recovered',
    },
    {
      name: `${prefix}.drained.<median|worst>`,
      unit: 'ms',
      meaning: 'exit → last answer to an ask sent before recovery',
    },
    {
      name: `${prefix}.in_flight_worst.<median|worst>`,
      unit: 'ms',
      meaning: 'slowest response among the asks open at the exit',
    },
    {
      name: `${prefix}.longest_gap.<median|worst>`,
      unit: 'ms',
      meaning: 'longest time without any answer between exit and the end of the load',
    },
    { name: `${prefix}.restart.<median|worst>`, unit: 'ms', meaning: 'exit → all parts healthy again' },
    count(`${prefix}.lost`, 'lost + undelivered asks of all trials'),
    count(`${prefix}.duplicated`, 'asks of all trials answered twice or more'),
  ];
}

/** The pressure drill: asks while the vendor's cores are held at a load. */
export function pressure(prefix: string): readonly MetricName[] {
  return [
    count(`${prefix}.trials`, 'trials whose load was held within 5 points of its target'),
    {
      name: `${prefix}.load.target_ratio`,
      unit: 'ratio',
      meaning: "planned busy share of the vendor's cores",
    },
    {
      name: `${prefix}.load.achieved_ratio`,
      unit: 'ratio',
      meaning:
        'busy share while asks were sent, mean of the trials; low and high: 5th and 95th percentile of its seconds',
    },
    ...(['planned', 'sent', 'answered', 'late', 'lost', 'undelivered', 'unknown', 'duplicated'] as const).map(
      (row) => count(`${prefix}.${row}`, `asks under pressure of all trials: ${row}`),
    ),
    { name: `${prefix}.loss_ratio`, unit: 'ratio', meaning: '(lost + undelivered) ÷ sent; bounds as above' },
    {
      name: `${prefix}.answered_ratio`,
      unit: 'ratio',
      meaning: 'answered within the deadline ÷ sent; bounds as above',
    },
    count(`${prefix}.sends.due`, 'sends due under pressure: one per ask sent'),
    count(`${prefix}.sends.accepted`, 'of these accepted'),
    { name: `${prefix}.sends.accepted_ratio`, unit: 'ratio', meaning: 'accepted ÷ due; bounds as above' },
    {
      name: `${prefix}.response.${ladder}`,
      unit: 'ms',
      meaning: 'asks under pressure: intended time → answer',
    },
    {
      name: `${prefix}.baseline.response.${ladder}`,
      unit: 'ms',
      meaning: 'asks at the same rate before the pressure: intended time → answer',
    },
  ];
}
