import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PushPlan, PushStatus } from '../contract/pushes.ts';
import type { EventLog } from '../events/event-log.ts';
import { createPushBook } from './push-book.ts';

/** Lines written in one turn of the loop: some 10 ms. */
const linesPerTurn = 2000;

/** One plan of expected pushes while the mock watches for them. */
export interface PushRun {
  readonly plan: PushPlan;
  readonly hash: string;
  readonly startMs: number;
  readonly state: PushStatus['state'];
  receive(index: number, customer: number | null, number: number, atMs: number): void;
  /** Moves on; ends the plan when its time has come. */
  tick(atMs: number): void;
  stop(atMs: number): void;
  /** Ends at once; resolves when its lines are written. */
  abandon(atMs: number): Promise<void>;
  status(atMs: number): PushStatus;
}

export function createPushRun(plan: PushPlan, startMs: number, log: EventLog, onState: () => void): PushRun {
  const book = createPushBook(plan, startMs);
  const hash = hashOf(plan);
  let state: PushStatus['state'] = 'waiting';
  let lastReceiptMs = startMs;
  /** Nothing after this is owed: the plan's end, or the time of a stop. */
  let owedUntilMs = book.lastDueMs;
  let stopped = false;
  let ending: Promise<void> | null = null;
  let endMs: number | null = null;

  function begin(): void {
    state = 'playing';
    log.emit('push.started', { plan: plan.id, hash, pushes: book.size }, startMs);
    onState();
  }

  async function writeLines(): Promise<void> {
    const microseconds = (ms: number): number => Math.round((ms - startMs) * 1000);
    for (let i = 0; i < book.size; i += 1) {
      const { customer, dueMs, receivedMs, copies, number } = book.entry(i);
      if (copies === 0 && dueMs > owedUntilMs) continue;
      const rec = receivedMs === null ? null : microseconds(receivedMs);
      log.push({ p: plan.id, i, c: customer, due: microseconds(dueMs), rec, k: copies, n: number });
      if (i % linesPerTurn === linesPerTurn - 1) await nextTurn();
    }
  }

  function end(reason: 'drained' | 'timeout', atMs: number): Promise<void> {
    if (ending !== null) return ending;
    if (state === 'waiting') begin();
    endMs = atMs;
    ending = writeLines().then(() => {
      const { received, duplicated, wrong } = book.counts;
      log.emit('push.ended', {
        plan: plan.id,
        reason: stopped ? 'stopped' : reason,
        planned: book.dueBy(owedUntilMs),
        received,
        duplicated,
        wrong,
        drainEndUs: Math.round((atMs - startMs) * 1000),
      });
      state = 'done';
      onState();
    });
    return ending;
  }

  return {
    plan,
    hash,
    startMs,
    get state() {
      return state;
    },
    receive(index, customer, number, atMs) {
      if (ending !== null) return;
      lastReceiptMs = atMs;
      book.receive(index, customer, number, atMs);
    },
    tick(atMs) {
      if (state === 'waiting' && atMs >= startMs) begin();
      if (state === 'playing' && atMs >= owedUntilMs) {
        state = 'draining';
        onState();
      }
      if (state !== 'draining') return;
      const quietMs = atMs - Math.max(lastReceiptMs, owedUntilMs);
      if (quietMs >= plan.drain.quietMs && !book.misses(owedUntilMs)) void end('drained', atMs);
      else if (atMs - owedUntilMs >= plan.drain.maxMs) void end('timeout', atMs);
    },
    stop(atMs) {
      stopped = true;
      owedUntilMs = Math.min(owedUntilMs, atMs);
      if (atMs < startMs) void end('drained', atMs);
    },
    abandon(atMs) {
      stopped = true;
      owedUntilMs = Math.min(owedUntilMs, atMs);
      return end('timeout', atMs);
    },
    status(atMs) {
      const { received, duplicated, wrong } = book.counts;
      const due = book.dueBy(Math.min(atMs, owedUntilMs));
      return {
        id: plan.id,
        state,
        planned: book.size,
        due,
        received,
        open: Math.max(0, due - received),
        duplicated,
        wrong,
        elapsedMs: (endMs ?? atMs) - startMs,
      };
    },
  };
}

function hashOf(plan: PushPlan): string {
  const digest = createHash('sha256').update(`${plan.id}\n`);
  plan.atMs.forEach((at, i) => {
    digest.update(`${Math.round(at * 1000)},${plan.customer[i]},${plan.nonce[i]}\n`);
  });
  return digest.digest('hex');
}
