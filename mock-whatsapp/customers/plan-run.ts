import type { MockOptions } from '../contract/control.ts';
import type { ArrivalPlan, PlanStatus } from '../contract/plan.ts';
import type { EventLog } from '../events/event-log.ts';
import { createFifo } from '../lib/fifo.ts';
import { upperHex, wamid, wamidUnique } from '../lib/wamid.ts';
import type { Throughput } from '../limits/throughput.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import { Ask, type AskOwner } from './ask.ts';
import type { Customer, Directory } from './directory.ts';
import { arrivalStream, type Expansion } from './expand-plan.ts';
import { inboundText, textTemplates } from './inbound-text.ts';
import { type MatchView, matchReply, type Reply } from './matcher.ts';
import { createNonces } from './nonce.ts';
import { type PlanCounts, zeroCounts } from './plan-counts.ts';
import { createRecentLatencies } from './recent-latencies.ts';
import { createSingleOpen } from './single-open.ts';

/** An answered ask is watched for duplicates this long after its last answer (design §4.3). */
const watchMs = 60_000;

export interface RunTotals {
  asks: number;
  answers: number;
}

export interface RunContext {
  readonly directory: Directory;
  readonly delivery: Delivery;
  readonly throughput: Throughput;
  readonly log: EventLog;
  readonly totals: RunTotals;
  readonly options: () => MockOptions;
  readonly onState: () => void;
}

/** One plan being played: injects what is due, settles replies, writes each ask's line, ends the drain. */
export interface PlanRun {
  readonly id: string;
  readonly state: PlanStatus['state'];
  /** When `play` has work next; null = nothing is scheduled. */
  readonly nextMs: number | null;
  /** Injects everything due. */
  play(atMs: number): void;
  /** Drain, watch and closed-loop upkeep; call some 20 times a second. */
  tick(atMs: number): void;
  reply(customer: Customer, reply: Reply, atMs: number): void;
  stop(atMs: number): void;
  status(atMs: number): PlanStatus;
  readonly open: number;
}

export function createPlanRun(
  plan: ArrivalPlan,
  expansion: Expansion,
  serial: number,
  startMs: number,
  context: RunContext,
): PlanRun {
  const { directory, delivery, throughput, log, totals } = context;
  const first = plan.firstCustomer ?? 0;
  const closedLoop = plan.arrivals.kind === 'saturate' ? plan.arrivals : null;
  const stream = arrivalStream(plan);
  const nonces = createNonces(plan.seed);
  const text = textTemplates(plan.texts);
  const counts: PlanCounts = zeroCounts();
  const recent = createRecentLatencies();
  const singleOpen = plan.matcher === 'single-open' ? createSingleOpen(plan.answerDeadlineMs) : null;
  /** Asks whose line is not written yet, by index. */
  const live = new Map<number, Ask>();
  /** Answered asks under watch, by time of the first answer. */
  const watched = createFifo<Ask>();
  /** Closed loop: asks in order of injection, and how many places are taken. */
  const placed = createFifo<Ask>();
  let placesTaken = 0;
  let turn = 0;

  let state: PlanStatus['state'] = 'waiting';
  let hasNext = stream.advance();
  let lastMessageMs = startMs;
  let loadEndMs = startMs + expansion.loadEndUs / 1000;
  let endMs: number | null = null;

  const owner: AskOwner = {
    startMs,
    injected() {
      counts.injected += 1;
    },
    acknowledged() {
      counts.acked += 1;
    },
  };

  const customers: Customer[] = [];
  for (let i = 0; i < plan.arrivals.customers; i += 1) {
    const customer = directory.at(first + i);
    if (customer !== undefined) customers.push(customer);
  }

  function setState(next: PlanStatus['state']): void {
    state = next;
    context.onState();
  }

  function begin(atMs: number): void {
    setState('playing');
    log.emit(
      'plan.started',
      {
        plan: plan.id,
        hash: expansion.hash,
        asks: expansion.asks,
        customers: customers.length,
        options: context.options().name,
      },
      startMs,
    );
    if (closedLoop !== null) fillPlaces(atMs);
  }

  function messageId(ask: Ask): string {
    return wamid('inbound', ask.customer.waId, `${upperHex(serial, 8)}${upperHex(ask.index, 12)}`);
  }

  function send(ask: Ask, atMs: number): void {
    const { customer } = ask;
    if (singleOpen !== null) customer.open.length = 0;
    customer.open.push(ask);
    throughput.takeInbound(customer.number, atMs);
    delivery.push(inboundText(customer, messageId(ask), text(ask.index, nonces.of(ask.index)), atMs, ask));
  }

  function create(customer: Customer, dueMs: number, atMs: number): Ask {
    const ask = new Ask(owner, customer, counts.due, dueMs);
    counts.due += 1;
    totals.asks += 1;
    live.set(ask.index, ask);
    if (singleOpen === null || singleOpen.admit(ask, atMs)) send(ask, atMs);
    return ask;
  }

  /** Closed loop: asks again in every free place, customers in turn, busy ones skipped. */
  function fillPlaces(atMs: number): void {
    if (closedLoop === null || state !== 'playing') return;
    for (let head = placed.peek(); head !== undefined; head = placed.peek()) {
      const expired = atMs - head.dueMs >= plan.answerDeadlineMs;
      if (head.answeredMs === null && !expired) break;
      if (head.answeredMs === null) {
        head.placeGiven = true;
        placesTaken -= 1;
      }
      placed.shift();
    }
    while (placesTaken < closedLoop.inFlight) {
      const customer = nextInTurn();
      if (customer === null) break;
      placesTaken += 1;
      placed.push(create(customer, atMs, atMs));
    }
    delivery.flush('message');
  }

  function nextInTurn(): Customer | null {
    for (let tried = 0; tried < customers.length; tried += 1) {
      const customer = customers[turn % customers.length];
      turn += 1;
      if (customer !== undefined && customer.open.length === 0) return customer;
    }
    return null;
  }

  function unexpected(customer: Customer): void {
    log.emit('message.unexpected', {
      plan: plan.id,
      reason: customer.hadAsk ? 'late-duplicate' : 'no-open-ask',
    });
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
        const unique = wamidUnique(id);
        if (unique === null || Number.parseInt(unique.slice(0, 8), 16) !== serial) return null;
        const ask = live.get(Number.parseInt(unique.slice(8), 16));
        return ask?.customer === customer ? ask : null;
      },
      isAnswered: (ask) => ask.answers > 0,
      oldestOpen: customer.open[0] ?? null,
      lastAnswered: customer.lastAnswered,
    };
  }

  function answered(ask: Ask, fifo: boolean, atMs: number): void {
    const { customer } = ask;
    ask.answer(atMs);
    ask.fifo = fifo;
    ask.reordered = customer.open.some((other) => overtook(ask, other));
    const at = customer.open.indexOf(ask);
    if (at >= 0) customer.open.splice(at, 1);
    customer.lastAnswered = ask;
    counts.answered += 1;
    totals.answers += 1;
    recent.add(atMs, atMs - ask.dueMs);
    watched.push(ask);
    if (closedLoop === null) return;
    if (!ask.placeGiven) placesTaken -= 1;
    if (atMs < loadEndMs) fillPlaces(atMs);
  }

  function finish(ask: Ask, atMs: number): void {
    live.delete(ask.index);
    ask.customer.hadAsk = true;
    if (ask.customer.lastAnswered === ask) ask.customer.lastAnswered = null;
    if (ask.injectedMs === null && ask.heldSinceMs === null) counts.dropped += 1;
    log.ask(ask.line(plan.id, atMs));
  }

  function endWatches(atMs: number): void {
    for (
      let ask = watched.peek();
      ask !== undefined && ask.lastAnswerMs + watchMs <= atMs;
      ask = watched.peek()
    ) {
      watched.shift();
      finish(ask, atMs);
    }
  }

  function end(reason: 'drained' | 'timeout' | 'stopped', atMs: number): void {
    endMs = atMs;
    for (const ask of live.values()) finish(ask, atMs);
    for (const customer of customers) {
      customer.run = null;
      customer.open.length = 0;
      customer.lastAnswered = null;
    }
    log.emit('plan.ended', {
      plan: plan.id,
      reason,
      planned: counts.due,
      dropped: counts.dropped,
      injected: counts.injected,
      answered: counts.answered,
      loadEndUs: Math.round((loadEndMs - startMs) * 1000),
      drainEndUs: Math.round((atMs - startMs) * 1000),
    });
    setState('done');
  }

  function openCount(): number {
    return counts.due - counts.answered;
  }

  const api: PlanRun = {
    id: plan.id,
    get state() {
      return state;
    },
    get open() {
      return state === 'done' ? 0 : openCount();
    },
    get nextMs() {
      if (state === 'waiting') return startMs;
      if (state !== 'playing') return null;
      return hasNext ? startMs + stream.dueUs / 1000 : null;
    },
    play(atMs) {
      if (state === 'waiting' && atMs >= startMs) begin(atMs);
      if (state !== 'playing') return;
      while (hasNext) {
        const dueMs = startMs + stream.dueUs / 1000;
        if (dueMs > atMs) break;
        const customer = customers[stream.customer];
        if (customer !== undefined) create(customer, dueMs, atMs);
        hasNext = stream.advance();
      }
      if (!hasNext && atMs >= loadEndMs) setState('draining');
    },
    tick(atMs) {
      if (state === 'waiting' || state === 'done') return;
      if (singleOpen !== null) {
        for (const ask of singleOpen.released(atMs)) send(ask, atMs);
        delivery.flush('message');
      }
      endWatches(atMs);
      if (state === 'playing') {
        if (closedLoop !== null && atMs < loadEndMs) fillPlaces(atMs);
        else if (!hasNext && atMs >= loadEndMs) setState('draining');
      }
      if (state !== 'draining') return;
      const quietSinceMs = Math.max(lastMessageMs, loadEndMs);
      if (openCount() === 0 && atMs - quietSinceMs >= plan.drain.quietMs) end('drained', atMs);
      else if (atMs - loadEndMs >= plan.drain.maxMs) end('timeout', atMs);
    },
    reply(customer, reply, atMs) {
      lastMessageMs = atMs;
      const match = matchReply(reply, view(customer));
      switch (match.kind) {
        case 'answer':
          return answered(match.ask, match.fifo, atMs);
        case 'duplicate':
          match.ask.answer(atMs);
          if (match.ask.answers === 2) counts.duplicated += 1;
          return;
        case 'holding':
          if (match.ask === null) return unexpected(customer);
          match.ask.holding += 1;
          return;
        case 'wrong':
          counts.wrong += 1;
          if (match.ask === null) return unexpected(customer);
          match.ask.wrong += 1;
          return;
        case 'no-ask':
          return unexpected(customer);
      }
    },
    stop(atMs) {
      if (state === 'done') return;
      if (state === 'waiting') begin(atMs);
      hasNext = false;
      loadEndMs = Math.min(loadEndMs, atMs);
      end('stopped', atMs);
    },
    status(atMs) {
      const quantiles = recent.quantiles(atMs, [0.5, 0.99]);
      return {
        id: plan.id,
        state,
        planned: closedLoop === null ? expansion.asks : counts.due,
        injected: counts.injected,
        acked: counts.acked,
        answered: counts.answered,
        open: state === 'done' ? 0 : openCount(),
        duplicated: counts.duplicated,
        wrong: counts.wrong,
        elapsedMs: (endMs ?? atMs) - startMs,
        recentP50Ms: quantiles?.[0] ?? null,
        recentP99Ms: quantiles?.[1] ?? null,
      };
    },
  };
  for (const customer of customers) customer.run = api;
  return api;
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
