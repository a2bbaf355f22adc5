import type { ArrivalPlan } from '../contract/plan.ts';
import type { EventLog } from '../events/event-log.ts';
import { createFifo } from '../lib/fifo.ts';
import type { PairRate } from '../limits/pair-rate.ts';
import type { Throughput } from '../limits/throughput.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import { Ask, type AskOwner } from './ask.ts';
import { createAskIds } from './ask-ids.ts';
import type { Customer, Directory } from './directory.ts';
import { inboundText, textTemplates } from './inbound-text.ts';
import { type MatchView, matchReply, type Reply } from './matcher.ts';
import { createNonces } from './nonce.ts';
import { type PlanCounts, zeroCounts } from './plan-counts.ts';
import { createRecentLatencies, type RecentLatencies } from './recent-latencies.ts';
import { createSingleOpen } from './single-open.ts';

/** An answered ask is watched for duplicates this long after its last answer (design §4.3). */
const watchMs = 60_000;

/** Totals over all plans, for samples. */
export interface RunTotals {
  asks: number;
  answers: number;
}

export interface AskBookContext {
  readonly directory: Directory;
  readonly delivery: Delivery;
  readonly throughput: Throughput;
  readonly log: EventLog;
  readonly totals: RunTotals;
  /** A pair rate of its own, full: one plan's asks are tried against it. */
  readonly freshPairRate: () => PairRate;
}

/** The asks of one plan whose line is not written yet. Every call is O(1) per ask or reply. */
export interface AskBook {
  readonly counts: Readonly<PlanCounts>;
  readonly recent: RecentLatencies;
  /** Asks whose time came and that have no answer. */
  readonly open: number;
  /** The customer asks; the webhook leaves at the next `delivery.flush`. */
  ask(customer: Customer, dueMs: number, atMs: number): Ask;
  /** Books a reply; the ask it answered for the first time, if it did. */
  reply(customer: Customer, reply: Reply, atMs: number): Ask | null;
  /** Writes the lines of asks whose watch is over, and sends what `single-open` held back. */
  tick(atMs: number): void;
  /** Writes every remaining line. */
  close(atMs: number): void;
}

export function createAskBook(
  plan: ArrivalPlan,
  serial: number,
  startMs: number,
  context: AskBookContext,
): AskBook {
  const { directory, delivery, throughput, log, totals } = context;
  const ids = createAskIds(serial);
  const nonces = createNonces(plan.seed);
  const text = textTemplates(plan.texts);
  const counts = zeroCounts();
  const recent = createRecentLatencies();
  const ideal = context.freshPairRate();
  const singleOpen = plan.matcher === 'single-open' ? createSingleOpen(plan.answerDeadlineMs) : null;
  const live = new Map<number, Ask>();
  /** Answered asks, by time of the first answer. */
  const watched = createFifo<Ask>();

  const owner: AskOwner = {
    startMs,
    injected() {
      counts.injected += 1;
    },
    acknowledged() {
      counts.acked += 1;
    },
  };

  /** What an answer at the instant of asking would meet. */
  function tryIdealAnswer({ number, waId }: Customer, dueMs: number): void {
    if (!ideal.hasRoom(number, waId, dueMs)) counts.beyondPairRate += 1;
    ideal.take(number, waId, dueMs);
  }

  function send(ask: Ask, atMs: number): void {
    const { customer, index } = ask;
    if (singleOpen !== null) customer.open.length = 0;
    customer.open.push(ask);
    throughput.takeInbound(customer.number, atMs);
    const id = ids.of(customer.waId, index);
    delivery.push(inboundText(customer, id, text(index, nonces.of(index)), atMs, ask));
  }

  function view(customer: Customer): MatchView<Ask> {
    return {
      matcher: plan.matcher,
      expect: plan.expect,
      code: customer.code,
      isForeignCode(word) {
        const holder = directory.byCode(word);
        return holder !== undefined && holder !== customer;
      },
      byNonce(word) {
        const index = nonces.indexOf(word);
        const ask = index === null ? undefined : live.get(index);
        return ask === undefined ? null : { ask, own: ask.customer === customer };
      },
      byMessageId(id) {
        const index = ids.indexOf(id);
        const ask = index === null ? undefined : live.get(index);
        return ask?.customer === customer ? ask : null;
      },
      isAnswered: (ask) => ask.answers > 0,
      oldestOpen: customer.open[0] ?? null,
      lastAnswered: customer.lastAnswered,
    };
  }

  function firstAnswer(ask: Ask, fifo: boolean, atMs: number): void {
    const { customer } = ask;
    ask.answer(atMs);
    ask.fifo = fifo;
    for (const other of customer.open) if (overtook(ask, other)) other.overtaken = true;
    const at = customer.open.indexOf(ask);
    if (at >= 0) customer.open.splice(at, 1);
    customer.lastAnswered = ask;
    counts.answered += 1;
    totals.answers += 1;
    recent.add(atMs, atMs - ask.dueMs);
    watched.push(ask);
  }

  function finish(ask: Ask, atMs: number): void {
    live.delete(ask.index);
    ask.customer.hadAsk = true;
    if (ask.customer.lastAnswered === ask) ask.customer.lastAnswered = null;
    if (ask.injectedMs === null && ask.heldSinceMs === null) counts.dropped += 1;
    log.ask(ask.line(plan.id, atMs));
  }

  function unexpected(customer: Customer): void {
    const reason = customer.hadAsk ? 'late-duplicate' : 'no-open-ask';
    log.emit('message.unexpected', { plan: plan.id, reason });
  }

  return {
    counts,
    recent,
    get open() {
      return counts.due - counts.answered;
    },
    ask(customer, dueMs, atMs) {
      const ask = new Ask(owner, customer, counts.due, dueMs);
      counts.due += 1;
      totals.asks += 1;
      live.set(ask.index, ask);
      tryIdealAnswer(customer, dueMs);
      if (singleOpen === null || singleOpen.admit(ask, atMs)) send(ask, atMs);
      return ask;
    },
    reply(customer, reply, atMs) {
      const match = matchReply(reply, view(customer));
      switch (match.kind) {
        case 'answer':
          firstAnswer(match.ask, match.fifo, atMs);
          return match.ask;
        case 'duplicate':
          match.ask.answer(atMs);
          if (match.ask.answers === 2) counts.duplicated += 1;
          return null;
        case 'holding':
          match.ask.holding += 1;
          return null;
        case 'wrong':
          counts.wrong += 1;
          if (match.ask === null) unexpected(customer);
          else match.ask.wrong += 1;
          return null;
        case 'no-ask':
          unexpected(customer);
          return null;
      }
    },
    tick(atMs) {
      if (singleOpen !== null) {
        for (const ask of singleOpen.released(atMs)) send(ask, atMs);
        delivery.flush('message');
      }
      for (let ask = watched.peek(); ask !== undefined; ask = watched.peek()) {
        if (ask.watchedFromMs + watchMs > atMs) break;
        watched.shift();
        // A duplicate came meanwhile: the watch starts again from it.
        if (ask.lastAnswerMs > ask.watchedFromMs) {
          ask.watchedFromMs = ask.lastAnswerMs;
          watched.push(ask);
        } else {
          finish(ask, atMs);
        }
      }
    },
    close(atMs) {
      for (const ask of live.values()) finish(ask, atMs);
    },
  };
}

/** True when `ask` was answered before `other`, which the vendor had acknowledged before it even saw `ask`. */
function overtook(ask: Ask, other: Ask): boolean {
  return (
    other.index < ask.index &&
    other.ackMs !== null &&
    ask.injectedMs !== null &&
    other.ackMs <= ask.injectedMs
  );
}
