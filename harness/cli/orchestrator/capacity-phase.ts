import { setTimeout as sleep } from 'node:timers/promises';
import type { ArrivalPlan } from '../../../mock-whatsapp/contract/plan.ts';
import type { CapacityPoint } from '../../check/capacity/point.ts';
import { capacityPoints } from '../../check/capacity/states.ts';
import { ceilingPerSec, nullPlans } from '../../check/metrics/null-metrics.ts';
import type { RunningVendor } from '../../drive/vendor/start-vendor.ts';
import { foldRun } from '../../record/fold-run.ts';
import { type CapacityPlan, capacityPlanId, capacityPointRange } from '../../schema/capacity.ts';
import { nextRate, type RateSearch } from '../../stats/rate-search.ts';
import { askTexts } from './ask-texts.ts';
import { customerPlan } from './customer-plan.ts';
import { deadlines } from './deadlines.ts';
import { playPlan } from './play-plan.ts';
import { runPhase } from './run-phase.ts';
import { expectation } from './scenario-env.ts';
import type { Session } from './session.ts';

/** No vendor is judged at a steady rate above half of the null vendor's ceiling (design §4.4). */
const ceilingShare = 0.5;
/** Between points nothing may be left of the one before: this long without a message … */
const quietMs = 1000;
/** … or this long in all: a vendor that still answers then begins the next point with its backlog. */
const settleLimitMs = 60_000;
const pollMs = 100;

/**
 * Plays the search's points one by one: each rate follows from the points before it, judged by the same code that judges
 * the run folder afterwards. Every point is recorded before it is played (`capacity.point`) and as a plan of its own.
 */
export async function capacityPhase(
  session: Session,
  vendor: RunningVendor,
  plan: CapacityPlan,
): Promise<void> {
  await runPhase(session, 'capacity', async () => {
    const search = await searchOf(session, plan);
    for (let points: readonly CapacityPoint[] = []; ; ) {
      const step = nextRate(points, search);
      if (step === null) return;
      const number = points.length + 1;
      const id = capacityPlanId(number);
      session.progress.work(number, plan.maxPoints, 'points');
      session.events.point({ plan: id, ratePerSec: step.ratePerSec, reason: step.step });
      await playPlan(session, pointPlan(session, vendor, plan, { id, number, ratePerSec: step.ratePerSec }));
      points = await judged(session);
      const last = points.at(-1);
      if (points.length !== number || last === undefined) throw new Error(`point ${id} left no record`);
      session.progress.notice(describe(last, step.step));
      await settled(session);
    }
  });
}

/** The rate's upper end: what was asked for, or half of the ceiling measured before. */
async function searchOf(session: Session, plan: CapacityPlan): Promise<RateSearch> {
  await session.control.flush();
  const ceiling = (await foldRun(session.folder.dir)).plans.get(nullPlans.ceiling);
  const perSec = ceiling === undefined ? null : ceilingPerSec(ceiling);
  const most = perSec === null ? plan.maxPerSec : Math.floor(perSec * ceilingShare);
  if (most < plan.maxPerSec)
    session.progress.notice(`no rate above ${most}/s: half of the null vendor's ceiling`);
  return {
    startPerSec: plan.startPerSec,
    maxPerSec: Math.min(plan.maxPerSec, most),
    minPoints: capacityPointRange.min,
    maxPoints: plan.maxPoints,
  };
}

async function judged(session: Session): Promise<readonly CapacityPoint[]> {
  await Promise.all([session.control.flush(), session.events.flush()]);
  return capacityPoints(await foldRun(session.folder.dir));
}

function pointPlan(
  session: Session,
  vendor: RunningVendor,
  { pointMs }: CapacityPlan,
  point: { readonly id: string; readonly number: number; readonly ratePerSec: number },
): ArrivalPlan {
  const customers = customerPlan(session.size);
  return {
    v: 1,
    id: point.id,
    seed: session.seed + point.number,
    arrivals: {
      kind: 'uniform',
      // All there are: at 1,000/s each of 5,400 gets an answer every 5 s, within what Meta allows a pair.
      customers: customers.total,
      ratePerSec: point.ratePerSec,
      durationMs: pointMs,
    },
    matcher: 'echo',
    texts: askTexts,
    expect: expectation(vendor),
    answerDeadlineMs: deadlines.answerDeadlineMs,
    drain: { quietMs, maxMs: deadlines.drainMaxMs },
  };
}

/** Waits until the vendor sends nothing more and nothing is queued for it. */
async function settled({ control, signal, progress }: Session): Promise<void> {
  const deadline = performance.now() + settleLimitMs;
  for (;;) {
    const { monoNs, graphInFlight, webhookBacklog, webhookInFlight, lastMessageMonoNs } =
      await control.state();
    const silentMs =
      lastMessageMonoNs === null ? Number.POSITIVE_INFINITY : (monoNs - lastMessageMonoNs) / 1e6;
    if (graphInFlight + webhookBacklog + webhookInFlight === 0 && silentMs >= quietMs) return;
    if (performance.now() >= deadline) {
      progress.notice('the vendor is still at work on the point before');
      return;
    }
    await sleep(pollMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

function describe(point: CapacityPoint, step: string): string {
  const verdict = point.verdict === 'limit' ? 'not judged' : point.verdict;
  const why = point.flaws.length === 0 ? '' : ` (${point.flaws.join(', ')})`;
  return `${step}: ${point.ratePerSec}/s offered, ${point.servedPerSec.toFixed(1)}/s answered, ${verdict}${why}`;
}
