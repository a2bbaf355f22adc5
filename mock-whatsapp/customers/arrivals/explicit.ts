import type { Arrivals } from '../../contract/plan.ts';
import type { ArrivalStream } from './stream.ts';

type Explicit = Extract<Arrivals, { readonly kind: 'explicit' }>;

/** Recorded or hand-made times, as given. */
export function explicit(plan: Explicit): ArrivalStream {
  let index = -1;
  return {
    get dueUs() {
      return Math.round((plan.atMs[index] ?? 0) * 1000);
    },
    get customer() {
      return plan.customer[index] ?? 0;
    },
    advance() {
      if (index + 1 >= plan.atMs.length) return false;
      index += 1;
      return true;
    },
  };
}
