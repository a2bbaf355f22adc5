import { setTimeout as sleep } from 'node:timers/promises';
import type { CapacityPoint } from '../../check/capacity/point.ts';
import { capacityPoints } from '../../check/capacity/states.ts';
import { ceilingPerSec, nullPlans } from '../../check/metrics/null-metrics.ts';
import type { RunningVendor } from '../../drive/vendor/start-vendor.ts';
import { foldRun } from '../../record/fold-run.ts';
import {
  type CapacityPlan,
  capacityPlanId,
  capacityPointRange,
  type LoadRange,
  loadRange,
} from '../../schema/capacity.ts';
import { type LoadSearch, nextLoad } from '../../stats/load-search.ts';
import { type AgentEngine, agentPoint } from './agent-point.ts';
import type { PlannedPoint } from './planned-point.ts';
import { playPlan } from './play-plan.ts';
import { ratePlan } from './rate-plan.ts';
import { runPhase } from './run-phase.ts';
import type { Session } from './session.ts';

/** No vendor is judged at a steady rate above half of the null vendor's ceiling (design §4.4). */
const ceilingShare = 0.5;
/** Between points nothing may be left of the one before: this long without a message … */
const quietMs = 1000;
/** … or this long in all: a vendor that still answers then begins the next point with its backlog. */
const settleLimitMs = 60_000;
const pollMs = 100;

/**
 * Plays the search's points one by one: each load follows from the points before it, judged by the same code that judges the
 * run folder afterwards. Every point is recorded before it is played (`capacity.point`) and as a plan of its own.
 */
export async function capacityPhase(
  session: Session,
  vendor: RunningVendor,
  plan: CapacityPlan,
  engine: AgentEngine,
): Promise<void> {
  const range = loadRange(plan);
  const play =
    plan.ramp === 'agents'
      ? agentPoint(session, vendor, plan, engine)
      : (point: PlannedPoint) => playPlan(session, ratePlan(session, vendor, plan, point));
  await runPhase(session, 'capacity', async () => {
    const search = await searchOf(session, plan, range);
    for (let points: readonly CapacityPoint[] = []; ; ) {
      const step = nextLoad(points, search);
      if (step === null) return;
      const { load } = step;
      const number = points.length + 1;
      const id = capacityPlanId(number);
      session.progress.work(number, plan.maxPoints, 'points');
      session.events.point({
        plan: id,
        ratePerSec: load * range.perSecOfOne,
        ...(range.ramp === 'agents' ? { agents: load } : {}),
        reason: step.step,
      });
      await play({ id, number, load });
      points = await judged(session);
      const last = points.at(-1);
      if (points.length !== number || last === undefined) throw new Error(`point ${id} left no record`);
      session.progress.notice(describe(last, step.step, range));
      await settled(session);
    }
  });
}

/** The load's upper end: what was asked for, or half of the ceiling measured before. */
async function searchOf(
  session: Session,
  { maxPoints }: CapacityPlan,
  { ramp, start, max, perSecOfOne }: LoadRange,
): Promise<LoadSearch> {
  await session.control.flush();
  const ceiling = (await foldRun(session.folder.dir)).plans.get(nullPlans.ceiling);
  const perSec = ceiling === undefined ? null : ceilingPerSec(ceiling);
  const most = perSec === null ? max : Math.max(1, Math.floor((perSec * ceilingShare) / perSecOfOne));
  if (most < max)
    session.progress.notice(`nothing above ${told(most, ramp)}: half of the null vendor's ceiling`);
  return {
    start,
    max: Math.min(max, most),
    whole: ramp === 'agents',
    minPoints: capacityPointRange.min,
    maxPoints,
  };
}

async function judged(session: Session): Promise<readonly CapacityPoint[]> {
  await Promise.all([session.control.flush(), session.events.flush()]);
  return capacityPoints(await foldRun(session.folder.dir));
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

function describe(point: CapacityPoint, step: string, { ramp }: LoadRange): string {
  const verdict = point.verdict === 'limit' ? 'not judged' : point.verdict;
  const why = point.flaws.length === 0 ? '' : ` (${point.flaws.join(', ')})`;
  return `${step}: ${told(point.load, ramp)} offered, ${point.servedPerSec.toFixed(1)}/s answered, ${verdict}${why}`;
}

function told(load: number, ramp: LoadRange['ramp']): string {
  return ramp === 'agents' ? `${load} agents` : `${load}/s`;
}
