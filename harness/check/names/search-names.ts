import { count, ladder, type MetricName } from './metric-name.ts';

/** Search over past conversations. */
export const search: readonly MetricName[] = [
  count('search.queries', 'searches made, all stores together'),
  count('search.errors', 'searches refused or failed'),
  count('search.wrong', 'searches answered with a result that is not what was planted'),
  {
    name: 'search.recall',
    unit: 'ratio',
    meaning:
      'searches whose result is what was planted ÷ searches; one-sided Clopper–Pearson bounds, 95 % each',
  },
  {
    name: 'search.ratio',
    unit: 'ratio',
    meaning: 'p95 in the largest store ÷ p95 in the next smaller one; interval by order statistics',
  },
  count('search.<store>.messages', 'messages of that store; `largest` is the largest one of the run'),
  { name: 'search.<store>.load', unit: 'ms', meaning: 'time of loading it on top of the smaller one' },
  count('search.<store>.queries', 'searches in that store'),
  count('search.<store>.errors', 'of these refused or failed'),
  count('search.<store>.wrong', 'of these answered wrongly'),
  {
    name: `search.<store>.response.${ladder}`,
    unit: 'ms',
    meaning: 'intended time → result; interval of the 95th percentile by order statistics',
  },
  { name: `search.<store>.service.${ladder}`, unit: 'ms', meaning: 'start → result' },
  {
    name: `search.<store>.language.<code>.${ladder}`,
    unit: 'ms',
    meaning: 'response by language: ko, zh, en',
  },
  {
    name: `search.<store>.term.<class>.${ladder}`,
    unit: 'ms',
    meaning: 'response by how often the term occurs: needle, rare, frequent, common, phrase, absent',
  },
];
