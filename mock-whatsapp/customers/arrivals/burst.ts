import type { Arrivals } from '../../contract/plan.ts';
import type { Random } from '../../lib/random.ts';
import type { ArrivalStream } from './stream.ts';
import { turns } from './turns.ts';

type Burst = Extract<Arrivals, { readonly kind: 'burst' }>;

/**
 * Evenly spaced asks at `ratePerSec`, and on top of them a burst at everyMs, 2 × everyMs …: `asks` of them, each at a
 * seeded random moment of the `withinMs` that follow. A burst that the plan's end cuts short loses its later asks.
 */
export function burst(plan: Burst, random: Random): ArrivalStream {
  const endUs = plan.durationMs * 1000;
  const next = turns(plan.customers, random);
  let baseIndex = 0;
  let bursts = 0;
  let pending: Float64Array = new Float64Array(0);
  let at = 0;
  let dueUs = 0;
  let customer = 0;

  function baseUs(): number {
    return plan.ratePerSec === 0 ? Number.POSITIVE_INFINITY : Math.floor((baseIndex * 1e6) / plan.ratePerSec);
  }
  function burstUs(): number {
    // Bursts do not overlap (withinMs ≤ everyMs), so one at a time is enough.
    while (at === pending.length) {
      bursts += 1;
      const startMs = bursts * plan.everyMs;
      if (startMs >= plan.durationMs) return Number.POSITIVE_INFINITY;
      pending = Float64Array.from({ length: plan.asks }, () =>
        Math.floor((startMs + random.between(0, plan.withinMs)) * 1000),
      ).sort();
      at = 0;
    }
    return pending[at] ?? Number.POSITIVE_INFINITY;
  }

  return {
    get dueUs() {
      return dueUs;
    },
    get customer() {
      return customer;
    },
    advance() {
      const [base, inBurst] = [baseUs(), burstUs()];
      const dueNext = Math.min(base, inBurst);
      if (dueNext >= endUs) return false;
      if (base <= inBurst) baseIndex += 1;
      else at += 1;
      dueUs = dueNext;
      customer = next();
      return true;
    },
  };
}
