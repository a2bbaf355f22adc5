import type { MockOptions } from '../contract/control.ts';
import type { PlanEnded } from '../contract/events.ts';
import type { ArrivalPlan, PlanStatus } from '../contract/plan.ts';
import type { Ask } from './ask.ts';
import { type AskBookContext, createAskBook } from './ask-book.ts';
import { createClosedLoop } from './closed-loop.ts';
import type { Customer } from './directory.ts';
import { arrivalStream, type Expansion } from './expand-plan.ts';
import type { Reply } from './matcher.ts';

export interface RunContext extends AskBookContext {
  readonly options: () => MockOptions;
  /** Called at every change of state. */
  readonly onState: () => void;
}

/** One plan being played: asks what is due, takes replies, ends the drain. Times are `nowMs()` readings. */
export interface PlanRun {
  readonly id: string;
  readonly state: PlanStatus['state'];
  /** When `play` has work next; null = nothing is scheduled. */
  readonly nextMs: number | null;
  readonly open: number;
  /**
   * Asks everything that is due within `aheadMs`, none of it to leave before it is due; the caller flushes. The first ask that was
   * ahead of its time, or null.
   */
  play(atMs: number, aheadMs: number): Ask | null;
  /** Drain, watches and closed loop; call some 20 times a second. */
  tick(atMs: number): void;
  reply(customer: Customer, reply: Reply, atMs: number): void;
  /** Ends the load; asks already sent get the plan's drain. Before the load or during the drain: ends at once. */
  stop(atMs: number): void;
  /** Ends at once, whatever is open. */
  abandon(atMs: number): void;
  status(atMs: number): PlanStatus;
}

/** `serial` is unique among the plans of a mock; `startMs` is the plan's time zero. Claims its customers. */
export function createPlanRun(
  plan: ArrivalPlan,
  expansion: Expansion,
  serial: number,
  startMs: number,
  context: RunContext,
): PlanRun {
  const { directory, delivery, log } = context;
  const customers = Array.from({ length: plan.arrivals.customers }, (_, index) =>
    directory.at((plan.firstCustomer ?? 0) + index),
  ).filter((customer) => customer !== undefined);
  const book = createAskBook(plan, serial, startMs, context);
  const loop =
    plan.arrivals.kind === 'saturate'
      ? createClosedLoop(plan.arrivals, customers, plan.answerDeadlineMs, (customer, atMs) =>
          book.ask(customer, atMs, atMs),
        )
      : null;
  const stream = arrivalStream(plan);
  let hasNext = stream.advance();
  let state: PlanStatus['state'] = 'waiting';
  let lastMessageMs = startMs;
  let loadEndMs = startMs + expansion.loadEndUs / 1000;
  let endMs: number | null = null;
  let stopped = false;

  function setState(next: PlanStatus['state']): void {
    state = next;
    context.onState();
  }

  function begin(): void {
    setState('playing');
    const started = {
      plan: plan.id,
      hash: expansion.hash,
      asks: expansion.asks,
      customers: customers.length,
      options: context.options().name,
      matcher: plan.matcher,
      expect: plan.expect,
      model: loop === null ? 'open' : 'closed',
    } as const;
    log.emit('plan.started', started, startMs);
  }

  function dueMs(): number {
    return startMs + stream.dueUs / 1000;
  }

  function end(reason: PlanEnded['reason'], atMs: number): void {
    endMs = atMs;
    book.close(atMs);
    for (const customer of customers) {
      customer.run = null;
      customer.open.length = 0;
      customer.lastAnswered = null;
    }
    const { due, dropped, injected, answered, beyondPairRate } = book.counts;
    log.emit('plan.ended', {
      plan: plan.id,
      reason: stopped ? 'stopped' : reason,
      // Asks that fell due: a stopped plan never came to the others (plan.started has them all).
      planned: due,
      dropped,
      injected,
      answered,
      beyondPairRate,
      loadEndUs: Math.round((loadEndMs - startMs) * 1000),
      drainEndUs: Math.round((atMs - startMs) * 1000),
    });
    setState('done');
  }

  function abandon(atMs: number): void {
    if (state === 'done') return;
    if (state === 'waiting') begin();
    stopped = true;
    hasNext = false;
    loadEndMs = Math.max(startMs, Math.min(loadEndMs, atMs));
    end('stopped', atMs);
  }

  const run: PlanRun = {
    id: plan.id,
    get state() {
      return state;
    },
    get open() {
      return state === 'done' ? 0 : book.open;
    },
    get nextMs() {
      if (state === 'waiting') return startMs;
      return state === 'playing' && hasNext ? dueMs() : null;
    },
    play(atMs, aheadMs) {
      if (state === 'waiting' && atMs >= startMs) begin();
      if (state !== 'playing') return null;
      let ahead: Ask | null = null;
      if (loop !== null && atMs < loadEndMs) loop.fill(atMs);
      for (; hasNext && dueMs() <= atMs + aheadMs; hasNext = stream.advance()) {
        const customer = customers[stream.customer];
        if (customer === undefined) continue;
        const ask = book.ask(customer, dueMs(), Math.max(atMs, dueMs()));
        if (ask.dueMs > atMs) ahead ??= ask;
      }
      if (!hasNext && atMs >= loadEndMs) setState('draining');
      return ahead;
    },
    tick(atMs) {
      if (state === 'waiting' || state === 'done') return;
      run.play(atMs, 0);
      delivery.flush('message');
      book.tick(atMs);
      if (state !== 'draining') return;
      const quietMs = atMs - Math.max(lastMessageMs, loadEndMs);
      if (book.open === 0 && quietMs >= plan.drain.quietMs) end('drained', atMs);
      else if (atMs - loadEndMs >= plan.drain.maxMs) end('timeout', atMs);
    },
    reply(customer, reply, atMs) {
      lastMessageMs = atMs;
      const answered = book.reply(customer, reply, atMs);
      if (loop === null || answered === null) return;
      loop.answered(answered);
      if (state !== 'playing' || atMs >= loadEndMs) return;
      loop.fill(atMs);
      delivery.flush('message');
    },
    stop(atMs) {
      if (state !== 'playing') {
        abandon(atMs);
        return;
      }
      stopped = true;
      hasNext = false;
      loadEndMs = Math.min(loadEndMs, atMs);
      setState('draining');
    },
    abandon,
    status(atMs) {
      const { due, injected, acked, answered, duplicated, wrong } = book.counts;
      const quantiles = book.recent.quantiles(atMs, [0.5, 0.99]);
      return {
        id: plan.id,
        state,
        planned: loop === null ? expansion.asks : due,
        injected,
        acked,
        answered,
        open: state === 'done' ? 0 : book.open,
        duplicated,
        wrong,
        elapsedMs: (endMs ?? atMs) - startMs,
        recentP50Ms: quantiles?.[0] ?? null,
        recentP99Ms: quantiles?.[1] ?? null,
      };
    },
  };
  for (const customer of customers) customer.run = run;
  return run;
}
