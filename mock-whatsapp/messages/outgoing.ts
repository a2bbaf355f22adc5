import { randomBytes } from 'node:crypto';
import type { MockOptions } from '../contract/control.ts';
import type { Customer, Directory } from '../customers/directory.ts';
import type { ScriptAsks } from '../customers/script-asks.ts';
import type { EventLog } from '../events/event-log.ts';
import type { SendCounts } from '../events/send-counts.ts';
import { type GraphError, graphErrors } from '../graph-error.ts';
import { upperHex, wamid } from '../lib/wamid.ts';
import type { PairRate } from '../limits/pair-rate.ts';
import type { Throughput } from '../limits/throughput.ts';
import type { PhoneNumber } from '../numbers.ts';
import type { FoundPush, Pushes } from '../pushes/pushes.ts';
import type { Statuses } from '../webhooks/statuses.ts';
import type { Outbound } from './outbound.ts';
import { isFields } from './validate-message.ts';

type Message = Extract<Outbound, { readonly kind: 'message' }>;

export interface OutgoingContext {
  readonly directory: Directory;
  readonly scriptAsks: ScriptAsks;
  readonly pushes: Pushes;
  readonly throughput: Throughput;
  readonly pairRate: PairRate;
  readonly statuses: Statuses;
  readonly sends: SendCounts;
  readonly log: EventLog;
  readonly options: () => MockOptions;
}

/** What happens to a send that passed validation. Never deduplicates: the Cloud API has no idempotency key. */
export interface Outgoing {
  send(
    number: PhoneNumber,
    message: Message,
    atMs: number,
  ): { readonly id: string } | { readonly error: GraphError };
  /** Counts a send that failed validation. */
  rejected(body: unknown, code: number): void;
  /** `nowMs()` of the last accepted message; null = none yet. */
  readonly lastMessageMs: number | null;
}

export function createOutgoing(context: OutgoingContext): Outgoing {
  const { directory, throughput, pairRate, sends } = context;
  /** Part of every id of this process, so that ids of two runs never meet. */
  const epoch = randomBytes(4).toString('hex').toUpperCase();
  let accepted = 0;
  let lastMessageMs: number | null = null;

  function planOf(customer: Customer | undefined): string | null {
    return customer?.run?.id ?? null;
  }

  function reach(
    customer: Customer | undefined,
    push: FoundPush | null,
    message: Message,
    number: number,
    atMs: number,
  ): void {
    if (push !== null) {
      push.run.receive(push.index, customer?.index ?? null, number, atMs);
      return;
    }
    if (customer === undefined) {
      if (directory.size > 0)
        context.log.emit('message.unexpected', { plan: null, reason: 'unknown-customer' });
      return;
    }
    const reply = { text: message.text, contextId: message.contextId };
    if (customer.scriptAsks.length > 0 && context.scriptAsks.reply(customer, reply, atMs)) return;
    if (customer.run !== null) {
      customer.run.reply(customer, reply, atMs);
      return;
    }
    context.log.emit('message.unexpected', {
      plan: null,
      reason: customer.hadAsk ? 'late-duplicate' : 'no-open-ask',
    });
  }

  return {
    get lastMessageMs() {
      return lastMessageMs;
    },
    send(number, message, atMs) {
      const customer = directory.byWaId(message.waId);
      const push = context.pushes.find(message.text);
      const plan = push?.run.plan.id ?? planOf(customer);
      const { throttleStatus } = context.options();
      if (!throughput.hasRoom(number.index, atMs)) {
        sends.rejected(plan, 130429);
        return { error: graphErrors.throughput(throttleStatus) };
      }
      if (!pairRate.hasRoom(number.index, message.waId, atMs)) {
        sends.rejected(plan, 131056);
        return { error: graphErrors.pairRate(throttleStatus) };
      }
      throughput.takeOutbound(number.index);
      pairRate.take(number.index, message.waId, atMs);
      accepted += 1;
      lastMessageMs = atMs;
      sends.accepted(plan);
      const id = wamid('outbound', message.waId, `${epoch}${upperHex(accepted, 12)}`);
      context.statuses.accepted(
        {
          id,
          number: number.index,
          waId: message.waId,
          callbackData: message.callbackData,
          reachable: customer !== undefined || directory.size === 0,
        },
        atMs,
      );
      reach(customer, push, message, number.index, atMs);
      return { id };
    },
    rejected(body, code) {
      const to = isFields(body) ? body.to : undefined;
      sends.rejected(typeof to === 'string' ? planOf(directory.byWaId(to.replace(/\D/g, ''))) : null, code);
    },
  };
}
