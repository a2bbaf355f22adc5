import type { ArrivalPlan } from '../../../mock-whatsapp/contract/plan.ts';
import type { RunningVendor } from '../../drive/vendor/start-vendor.ts';
import type { RatePlan } from '../../schema/capacity.ts';
import { askTexts } from './ask-texts.ts';
import { customerPlan } from './customer-plan.ts';
import { deadlines } from './deadlines.ts';
import type { PlannedPoint } from './planned-point.ts';
import { expectation } from './scenario-env.ts';
import type { Session } from './session.ts';

/** Short: the next point waits for the vendor all the same. */
const quietMs = 1000;

/** Arrival plan of one point of a search for a rate. Pure. */
export function ratePlan(
  session: Pick<Session, 'seed' | 'size'>,
  vendor: RunningVendor,
  { pointMs }: RatePlan,
  { id, number, load }: PlannedPoint,
): ArrivalPlan {
  return {
    v: 1,
    id,
    seed: session.seed + number,
    arrivals: {
      kind: 'uniform',
      // All there are: at 1,000/s each of 5,400 gets an answer every 5 s, within what Meta allows a pair.
      customers: customerPlan(session.size).total,
      ratePerSec: load,
      durationMs: pointMs,
    },
    matcher: 'echo',
    texts: askTexts,
    expect: expectation(vendor),
    answerDeadlineMs: deadlines.answerDeadlineMs,
    drain: { quietMs, maxMs: deadlines.drainMaxMs },
  };
}
