import type { Arrivals } from '../../contract/plan.ts';
import type { Random } from '../../lib/random.ts';
import type { ArrivalStream } from './stream.ts';
import { turns } from './turns.ts';

type Uniform = Extract<Arrivals, { readonly kind: 'uniform' }>;

/** Ask k at k/ratePerSec: durationMs × ratePerSec / 1000 asks, rounded up. */
export function uniform(plan: Uniform, random: Random): ArrivalStream {
  const endUs = plan.durationMs * 1000;
  const next = turns(plan.customers, random);
  let index = -1;
  let dueUs = 0;
  let customer = 0;
  return {
    get dueUs() {
      return dueUs;
    },
    get customer() {
      return customer;
    },
    advance() {
      const atUs = Math.floor(((index + 1) * 1e6) / plan.ratePerSec);
      if (atUs >= endUs) return false;
      index += 1;
      dueUs = atUs;
      customer = next();
      return true;
    },
  };
}
