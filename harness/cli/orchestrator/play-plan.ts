import type { ArrivalPlan, PlanStatus } from '../../../mock-whatsapp/contract/plan.ts';
import type { Session } from './session.ts';

/** Beyond load and drain: acceptance, expansion of a big plan, writing of its lines. */
const marginMs = 30_000;

/** Hands a plan to the mock and waits for the end of its drain. Throws SP_DRIVE_MOCK; the signal's reason when aborted. */
export async function playPlan(session: Session, plan: ArrivalPlan): Promise<PlanStatus> {
  const { control, progress, signal } = session;
  await control.postPlan(plan);
  return control.waitPlan(plan.id, {
    timeoutMs: (plan.leadMs ?? 0) + loadMs(plan) + plan.drain.maxMs + marginMs,
    signal,
    onStatus: progress.plan,
  });
}

function loadMs(plan: ArrivalPlan): number {
  return plan.arrivals.kind === 'explicit' ? (plan.arrivals.atMs.at(-1) ?? 0) : plan.arrivals.durationMs;
}
