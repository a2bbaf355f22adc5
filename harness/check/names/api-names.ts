import { count, ladder, type MetricName } from './metric-name.ts';

/** The vendor's own API at peak. */
export const api: readonly MetricName[] = [
  count('api.calls', "calls of the vendor's own API, all steps together"),
  count('api.errors', 'of these refused, failed or unanswered'),
  {
    name: 'api.error_ratio',
    unit: 'ratio',
    meaning: 'errors ÷ calls; one-sided Clopper–Pearson bounds, 95 % each',
  },
  { name: `api.response.${ladder}`, unit: 'ms', meaning: 'intended time → answer, all calls' },
  count('api.call.<name>.count', 'calls of that kind'),
  count('api.call.<name>.errors', 'of these refused, failed or unanswered'),
  {
    name: 'api.call.<name>.error_ratio',
    unit: 'ratio',
    meaning: 'errors ÷ calls of that kind; bounds as above',
  },
  { name: `api.call.<name>.${ladder}`, unit: 'ms', meaning: 'response of that kind' },
  count('api.step<n>.count', 'calls of that load step'),
  count('api.step<n>.errors', 'of these refused, failed or unanswered'),
  { name: 'api.step<n>.error_ratio', unit: 'ratio', meaning: 'errors ÷ calls of that step; bounds as above' },
  { name: `api.step<n>.${ladder}`, unit: 'ms', meaning: 'response of that step' },
];
