import type { ArrivalPlan, PlanAccepted, PlanStatus } from '../contract/plan.ts';
import { monoNs, nowMs } from '../lib/clock.ts';
import { createLead } from '../lib/lead.ts';
import type { Ask } from './ask.ts';
import { expandPlan } from './expand-plan.ts';
import { createPlanRun, type PlanRun, type RunContext } from './plan-run.ts';
import { startWakeThread } from './wake-thread.ts';

/** Upkeep of running plans; the drain's end is this exact. */
const tickMs = 50;
/** Rendering, signing and handing a webhook to its connection take this long on an idle machine, whose caches are cold. */
const firstLeadMs = 0.1;
/** PlanAccepted → time zero, where the plan does not say (contract). */
const defaultLeadMs = 200;

export type PlanRefused = { readonly refused: string };

/** All plans of this mock, and the clock that plays them. */
export interface Plans {
  accept(plan: ArrivalPlan): PlanAccepted | PlanRefused;
  status(id: string): PlanStatus | null;
  /** Resolves when the plan is in `state` or beyond it, or after `waitMs`. */
  wait(id: string, state: PlanStatus['state'], waitMs: number): Promise<PlanStatus | null>;
  stop(id: string): PlanStatus | null;
  readonly all: readonly PlanStatus[];
  readonly open: number;
  /** True while a plan is not done: customers may not be replaced. */
  readonly busy: boolean;
  /** Ends every plan (`stopped`). */
  close(): Promise<void>;
}

const order: readonly PlanStatus['state'][] = ['waiting', 'playing', 'draining', 'done'];

export function createPlans(context: Omit<RunContext, 'onState'>): Plans {
  const runs = new Map<string, PlanRun>();
  const active = new Set<PlanRun>();
  const waiters = new Set<() => void>();
  const wake = startWakeThread(play);
  const lead = createLead(firstLeadMs);
  /** How far ahead of its time the next ask is prepared. */
  let aheadMs = 0;
  let serials = 0;
  let ticker: NodeJS.Timeout | null = null;

  function play(): void {
    const atMs = nowMs();
    let ahead: Ask | null = null;
    for (const run of active) ahead = run.play(atMs, aheadMs) ?? ahead;
    if (ahead !== null) ahead.lead = lead;
    context.delivery.flush('message');
    aim();
  }

  function aim(): void {
    let next: number | null = null;
    for (const { nextMs } of active) if (nextMs !== null && (next === null || nextMs < next)) next = nextMs;
    aheadMs = next === null ? 0 : lead.before(next - nowMs());
    wake.wakeAt(next === null ? null : next - aheadMs);
  }

  function tick(): void {
    const atMs = nowMs();
    for (const run of active) {
      run.tick(atMs);
      if (run.state === 'done') active.delete(run);
    }
    if (active.size > 0 || ticker === null) return;
    clearInterval(ticker);
    ticker = null;
  }

  function notify(): void {
    for (const waiter of [...waiters]) waiter();
  }

  function refusal(plan: ArrivalPlan): string | null {
    const first = plan.firstCustomer ?? 0;
    const end = first + plan.arrivals.customers;
    if (context.delivery.subscription === null)
      return 'no webhook is subscribed: POST /_sim/webhook before the plan';
    if (active.has(runs.get(plan.id) as PlanRun))
      return `plan "${plan.id}" is still running: wait for it or stop it`;
    if (end > context.directory.size)
      return `the plan needs customers ${first} to ${end - 1}, ${context.directory.size} are set: PUT /_sim/customers first`;
    for (let i = first; i < end; i += 1) {
      const other = context.directory.at(i)?.run;
      if (other) return `customer ${i} belongs to the running plan "${other.id}": use another firstCustomer`;
    }
    return null;
  }

  function statusOf(id: string): PlanStatus | null {
    return runs.get(id)?.status(nowMs()) ?? null;
  }

  return {
    accept(plan) {
      const refused = refusal(plan);
      if (refused !== null) return { refused };
      const expansion = expandPlan(plan);
      const startMs = nowMs() + (plan.leadMs ?? defaultLeadMs);
      serials += 1;
      const run = createPlanRun(plan, expansion, serials, startMs, { ...context, onState: notify });
      runs.set(plan.id, run);
      active.add(run);
      ticker ??= setInterval(tick, tickMs);
      aim();
      return { id: plan.id, asks: expansion.asks, hash: expansion.hash, startsAtMonoNs: monoNs(startMs) };
    },
    status: statusOf,
    wait(id, state, waitMs) {
      const run = runs.get(id);
      if (run === undefined) return Promise.resolve(null);
      return new Promise((resolve) => {
        function check(): void {
          if (order.indexOf(run?.state ?? 'done') >= order.indexOf(state)) finish();
        }
        function finish(): void {
          clearTimeout(timer);
          waiters.delete(check);
          resolve(run?.status(nowMs()) ?? null);
        }
        const timer = setTimeout(finish, waitMs);
        waiters.add(check);
        check();
      });
    },
    stop(id) {
      const run = runs.get(id);
      if (run === undefined) return null;
      run.stop(nowMs());
      if (run.state === 'done') active.delete(run);
      aim();
      return run.status(nowMs());
    },
    get all() {
      return [...runs.keys()].flatMap((id) => statusOf(id) ?? []);
    },
    get open() {
      let open = 0;
      for (const run of active) open += run.open;
      return open;
    },
    get busy() {
      return active.size > 0;
    },
    async close() {
      for (const run of active) run.abandon(nowMs());
      active.clear();
      if (ticker !== null) clearInterval(ticker);
      notify();
      await wake.close();
    },
  };
}
