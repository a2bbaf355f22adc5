import type { ArrivalPlan } from '../../../mock-whatsapp/contract/plan.ts';
import type { RunningVendor } from '../../drive/vendor/start-vendor.ts';
import { rushSizes } from '../../schema/size-plan.ts';
import { askTexts } from './ask-texts.ts';
import { customerPlan } from './customer-plan.ts';
import { deadlines } from './deadlines.ts';
import { playPlan } from './play-plan.ts';
import { pointWebhook } from './point-webhook.ts';
import { runPhase } from './run-phase.ts';
import type { Session } from './session.ts';

/** Closed loop for the ceiling: deep enough that the harness, not the depth, is the limit. */
const ceilingInFlight = 256;
const ceilingMs = 2000;
/** A null vendor answers within milliseconds: silence is seen sooner than with a real one. */
const nullDrain = { quietMs: 500, maxMs: 10_000 };

/** Plans of the null phase: the rush's own first second, then a closed loop. Pure. */
export function nullPlans(session: Pick<Session, 'size' | 'seed'>): readonly ArrivalPlan[] {
  const rush = rushSizes[session.size];
  const common = {
    v: 1,
    seed: session.seed,
    matcher: 'echo',
    texts: askTexts,
    expect: 'nonce',
    answerDeadlineMs: deadlines.answerDeadlineMs,
    drain: nullDrain,
  } as const;
  const { customers, firstWithinMs } = rush;
  const spare = customerPlan(session.size);
  return [
    {
      ...common,
      id: 'null-burst',
      arrivals: {
        kind: 'cadence',
        customers,
        firstWithinMs,
        // Past the duration: nobody asks twice.
        secondAfterMs: [2 * firstWithinMs, 2 * firstWithinMs],
        everyMs: [firstWithinMs, firstWithinMs],
        durationMs: firstWithinMs,
      },
    },
    {
      ...common,
      id: 'null-ceiling',
      // Customers whom the rush does not need: thousands of answers use up what Meta allows a pair (45, then 1 in 6 s).
      firstCustomer: spare.shiftFirst,
      arrivals: {
        kind: 'saturate',
        customers: spare.shift,
        inFlight: Math.min(ceilingInFlight, spare.shift),
        durationMs: ceilingMs,
      },
    },
  ];
}

/**
 * The harness's own floor and ceiling, measured against a vendor that answers at once: `null-burst` and `null-ceiling`.
 * The null vendor is started beforehand and stopped by the caller.
 */
export async function nullPhase(session: Session, nullVendor: RunningVendor): Promise<void> {
  await runPhase(session, 'null', async () => {
    await pointWebhook(session, nullVendor.address.webhookUrl);
    for (const plan of nullPlans(session)) await playPlan(session, plan);
  });
}
