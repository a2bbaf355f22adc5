import type { Arrivals } from '../../contract/plan.ts';
import type { Random } from '../../lib/random.ts';
import type { ArrivalStream } from './stream.ts';
import { turns } from './turns.ts';

type Poisson = Extract<Arrivals, { readonly kind: 'poisson' }>;

/** Exponential gaps of mean 1/ratePerSec by inversion; the first gap starts at time zero. */
export function poisson(plan: Poisson, random: Random): ArrivalStream {
  const endUs = plan.durationMs * 1000;
  const next = turns(plan.customers, random);
  let atUs = 0;
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
      atUs += (-Math.log(1 - random.next()) * 1e6) / plan.ratePerSec;
      if (atUs >= endUs) return false;
      dueUs = Math.floor(atUs);
      customer = next();
      return true;
    },
  };
}
