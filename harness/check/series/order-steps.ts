import type { Artefacts } from '../../record/artefacts.ts';
import type { Series } from '../../schema/result.ts';
import { orderSizes } from '../../schema/size-plan.ts';
import { toMs } from '../metrics/metric.ts';

/** The order ladder step by step. */
export function orderSteps({ orders, plan }: Artefacts): Series {
  const { steps } = orderSizes[plan.size];
  return {
    id: 'orders.steps',
    windowMs: 0,
    columns: ['step', 'rate', 'planned', 'placed', 'failed', 'p50', 'p95', 'max'],
    rows: steps.map(({ ratePerHour, orders: planned }, index) => {
      const own = orders?.steps.find(({ step }) => step === index + 1);
      const chain = own?.chain;
      const any = chain !== undefined && chain.total > 0;
      return [
        index + 1,
        ratePerHour,
        planned,
        own?.placed ?? 0,
        own?.failed ?? 0,
        any ? toMs(chain.quantile(0.5)) : null,
        any ? toMs(chain.quantile(0.95)) : null,
        any ? toMs(chain.maxUs) : null,
      ];
    }),
  };
}
