import type { PushesAccepted, PushPlan, PushStatus } from '../contract/pushes.ts';
import type { Directory } from '../customers/directory.ts';
import type { EventLog } from '../events/event-log.ts';
import { monoNs, nowMs } from '../lib/clock.ts';
import { words } from '../lib/words.ts';
import { createPushRun, type PushRun } from './push-run.ts';

/** Upkeep of running plans; the drain's end is this exact. */
const tickMs = 50;

export type PushesRefused = { readonly refused: string };

/** Plans of expected pushes, and the look-up that recognises one. */
export interface Pushes {
  accept(plan: PushPlan): PushesAccepted | PushesRefused;
  status(id: string): PushStatus | null;
  /** Resolves when the plan is in `state` or beyond it, or after `waitMs`; null = no such plan. */
  wait(id: string, state: PushStatus['state'], waitMs: number): Promise<PushStatus | null>;
  stop(id: string): PushStatus | null;
  /** The push whose nonce a message holds; null when it is none of a running plan. O(words). */
  find(text: string): FoundPush | null;
  /** True while a plan is not done: customers may not be replaced. */
  readonly busy: boolean;
  /** Ends every plan (`stopped`). */
  close(): Promise<void>;
}

export interface FoundPush {
  readonly run: PushRun;
  readonly index: number;
}

const order: readonly PushStatus['state'][] = ['waiting', 'playing', 'draining', 'done'];

export function createPushes(context: { readonly directory: Directory; readonly log: EventLog }): Pushes {
  const runs = new Map<string, PushRun>();
  const active = new Set<PushRun>();
  const nonces = new Map<string, FoundPush>();
  const waiters = new Set<() => void>();
  let ticker: NodeJS.Timeout | null = null;

  function notify(): void {
    for (const waiter of [...waiters]) waiter();
  }

  function retire(run: PushRun): void {
    active.delete(run);
    for (const nonce of run.plan.nonce) nonces.delete(nonce);
  }

  function retireDone(): void {
    for (const run of active) if (run.state === 'done') retire(run);
  }

  function tick(): void {
    const atMs = nowMs();
    for (const run of active) run.tick(atMs);
    retireDone();
    if (active.size > 0 || ticker === null) return;
    clearInterval(ticker);
    ticker = null;
  }

  function refusal(plan: PushPlan): string | null {
    const { size } = context.directory;
    if (active.has(runs.get(plan.id) as PushRun))
      return `pushes "${plan.id}" are still expected: wait for them or stop them`;
    const stranger = plan.customer.find((index) => index >= size);
    if (stranger !== undefined) return `customer ${stranger}: ${size} are set: PUT /_sim/customers first`;
    const taken = plan.nonce.find((nonce) => nonces.has(nonce));
    if (taken !== undefined) return `nonce ${taken} belongs to running pushes: use another`;
    return null;
  }

  return {
    accept(plan) {
      retireDone();
      const refused = refusal(plan);
      if (refused !== null) return { refused };
      const startMs = nowMs() + plan.leadMs;
      const run = createPushRun(plan, startMs, context.log, notify);
      runs.set(plan.id, run);
      active.add(run);
      plan.nonce.forEach((nonce, index) => {
        nonces.set(nonce, { run, index });
      });
      ticker ??= setInterval(tick, tickMs);
      return {
        id: plan.id,
        pushes: plan.atMs.length,
        hash: run.hash,
        startsAtMonoNs: monoNs(startMs),
        startsAtWallMs: Date.now() + plan.leadMs,
      };
    },
    status: (id) => runs.get(id)?.status(nowMs()) ?? null,
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
      return run.status(nowMs());
    },
    find(text) {
      if (nonces.size === 0) return null;
      for (const word of words(text)) {
        const found = nonces.get(word);
        if (found !== undefined) return found;
      }
      return null;
    },
    get busy() {
      return active.size > 0;
    },
    async close() {
      if (ticker !== null) clearInterval(ticker);
      ticker = null;
      await Promise.all([...active].map((run) => run.abandon(nowMs())));
      active.clear();
      nonces.clear();
    },
  };
}
