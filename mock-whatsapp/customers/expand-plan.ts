import { createHash } from 'node:crypto';
import type { ArrivalPlan } from '../contract/plan.ts';
import { createRandom } from '../lib/random.ts';
import { burst } from './arrivals/burst.ts';
import { cadence } from './arrivals/cadence.ts';
import { explicit } from './arrivals/explicit.ts';
import { poisson } from './arrivals/poisson.ts';
import type { ArrivalStream } from './arrivals/stream.ts';
import { uniform } from './arrivals/uniform.ts';

export interface Expansion {
  readonly asks: number;
  /** As PlanAccepted.hash. */
  readonly hash: string;
  /** Intended time of the last ask, µs; for `saturate` the end of the loop. */
  readonly loadEndUs: number;
}

/** Lines hashed at once. */
const hashChunk = 4096;

/** A fresh stream of the plan's asks: the same plan gives the same asks. `saturate` has none of its own. */
export function arrivalStream(plan: ArrivalPlan): ArrivalStream {
  const random = createRandom(plan.seed);
  switch (plan.arrivals.kind) {
    case 'cadence':
      return cadence(plan.arrivals, random);
    case 'uniform':
      return uniform(plan.arrivals, random);
    case 'poisson':
      return poisson(plan.arrivals, random);
    case 'burst':
      return burst(plan.arrivals, random);
    case 'explicit':
      return explicit(plan.arrivals);
    case 'saturate':
      return { dueUs: 0, customer: 0, advance: () => false };
  }
}

/** Counts and hashes the whole expansion in one pass, without keeping it. */
export function expandPlan(plan: ArrivalPlan): Expansion {
  const hash = createHash('sha256');
  const first = plan.firstCustomer ?? 0;
  const stream = arrivalStream(plan);
  let asks = 0;
  let loadEndUs = 0;
  let lines = '';
  while (stream.advance()) {
    lines += `${stream.dueUs},${first + stream.customer}\n`;
    asks += 1;
    loadEndUs = stream.dueUs;
    if (asks % hashChunk === 0) {
      hash.update(lines);
      lines = '';
    }
  }
  if (plan.arrivals.kind === 'saturate') {
    const { customers, inFlight, durationMs } = plan.arrivals;
    // A closed loop has no list of times: what defines it stands in for the list.
    lines = `saturate,${first},${customers},${inFlight},${durationMs}\n`;
    loadEndUs = durationMs * 1000;
  }
  hash.update(lines);
  hash.update(JSON.stringify([plan.id, plan.matcher, plan.expect, plan.texts]));
  return { asks, hash: hash.digest('hex'), loadEndUs };
}
