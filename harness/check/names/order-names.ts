import { count, ladder, type MetricName } from './metric-name.ts';

/** Orders through a conversation. */
export const orders: readonly MetricName[] = [
  count('orders.planned', 'orders of the ladder'),
  count('orders.attempted', 'orders begun = placed + failed'),
  count('orders.placed', "confirmed in the conversation and once in the vendor's store, as ordered"),
  count('orders.failed', 'everything else'),
  {
    name: 'orders.failed_ratio',
    unit: 'ratio',
    meaning: 'failed ÷ attempted; low and high: one-sided Clopper–Pearson bounds, 95 % each',
  },
  count(
    'orders.outcome.<outcome>',
    'failed orders by reason: unanswered, unconfirmed, missing, wrong, duplicated, store, transport',
  ),
  count(
    'orders.first_failing_rate_per_hour',
    'rate of the lowest step with a failed order; no value without one',
  ),
  count(
    'orders.held_rate_per_hour',
    'rate of the highest step up to which every order was placed; 0 when the first failed',
  ),
  {
    name: `orders.chain.${ladder}`,
    unit: 'ms',
    meaning: "one order's asks together, on the mock's clock; closed within the order",
  },
  {
    name: `orders.hole.${ladder}`,
    unit: 'ms',
    meaning: "the caller's elapsed time of an ask less the mock's span: the harness's own",
  },
  { name: `orders.ask.<step>.${ladder}`, unit: 'ms', meaning: 'one ask of the chain: start, item, address' },
  count('orders.step<n>.rate_per_hour', 'nominal rate of that step; played times the time scale'),
  count('orders.step<n>.planned', 'orders planned in that step'),
  count('orders.step<n>.placed', 'orders placed in that step'),
  count('orders.step<n>.failed', 'orders failed in that step'),
  {
    name: 'orders.step<n>.failed_ratio',
    unit: 'ratio',
    meaning: 'failed ÷ attempted of that step; bounds as above',
  },
  { name: `orders.step<n>.chain.${ladder}`, unit: 'ms', meaning: 'orders.chain of that step' },
];
