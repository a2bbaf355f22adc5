import type { MockOptions } from '../contract/control.ts';
import { asciiJson } from '../lib/ascii-json.ts';
import { nowMs, unixSeconds } from '../lib/clock.ts';
import { createFifo, type Fifo } from '../lib/fifo.ts';
import type { Delivery } from './delivery.ts';

/** Statuses due within one tick leave together. Far below the 300 ms of the first status. */
const tickMs = 20;

type StatusName = 'sent' | 'delivered' | 'read' | 'failed';

export interface AcceptedMessage {
  readonly id: string;
  /** Index of the business number. */
  readonly number: number;
  readonly waId: string;
  readonly callbackData: string | null;
  /** False: no such WhatsApp user; the message fails with 131026 instead of being delivered. */
  readonly reachable: boolean;
}

interface Pending {
  readonly message: AcceptedMessage;
  readonly dueMs: number;
  /** The status told instead of the queue's own. */
  readonly instead?: 'failed';
}

/** sent → delivered → read for each accepted message, at fixed delays after its acceptance. */
export interface Statuses {
  accepted(message: AcceptedMessage, atMs: number): void;
  /** Statuses not yet handed to delivery. */
  readonly pending: number;
  close(): void;
}

/** One queue per status: delays are the same for all messages, so each queue is in order of time. */
export function createStatuses(
  options: () => MockOptions,
  delivery: Delivery,
  /** Asked once per reachable message: true = it fails after `sent` (faults/). */
  failsNext: () => boolean,
): Statuses {
  const queues: Readonly<Record<'sent' | 'delivered' | 'read', Fifo<Pending>>> = {
    sent: createFifo(),
    delivered: createFifo(),
    read: createFifo(),
  };
  const names = ['sent', 'delivered', 'read'] as const;
  let timer: NodeJS.Timeout | null = null;

  function pending(): number {
    return queues.sent.size + queues.delivered.size + queues.read.size;
  }

  function tick(): void {
    timer = null;
    const atMs = nowMs();
    const timestamp = unixSeconds();
    for (const name of names) {
      const queue = queues[name];
      for (let head = queue.peek(); head !== undefined && head.dueMs <= atMs; head = queue.peek()) {
        queue.shift();
        const status = head.instead ?? (head.message.reachable ? name : 'failed');
        delivery.push({
          kind: 'status',
          number: head.message.number,
          waId: head.message.waId,
          json: statusJson(head.message, status, timestamp),
          contactJson: null,
          readyMs: atMs,
          watcher: null,
        });
      }
    }
    delivery.flush('status');
    arm();
  }

  function arm(): void {
    if (timer === null && pending() > 0) timer = setTimeout(tick, tickMs);
  }

  return {
    accepted(message, atMs) {
      const delays = options().statusDelaysMs;
      if (message.reachable && failsNext()) {
        queues.sent.push({ message, dueMs: atMs + delays.sent });
        queues.delivered.push({ message, dueMs: atMs + delays.delivered, instead: 'failed' });
      } else if (message.reachable) {
        for (const name of names) queues[name].push({ message, dueMs: atMs + delays[name] });
      } else {
        queues.sent.push({ message, dueMs: atMs + delays.sent });
      }
      arm();
    },
    get pending() {
      return pending();
    },
    close() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** Webhook v24+ carries no `conversation`; `pricing` comes with `sent` and one of delivered/read. */
const pricing =
  ',"pricing":{"billable":false,"pricing_model":"PMP","type":"free_customer_service","category":"service"}';
const undeliverable =
  ',"errors":[{"code":131026,"title":"Message undeliverable","message":"Message undeliverable","error_data":{"details":"Message Undeliverable."},"href":"https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"}]';

function statusJson(message: AcceptedMessage, status: StatusName, timestamp: string): string {
  const callback =
    message.callbackData === null ? '' : `,"biz_opaque_callback_data":${asciiJson(message.callbackData)}`;
  const extra = status === 'failed' ? undeliverable : status === 'read' ? '' : pricing;
  return `{"id":"${message.id}","status":"${status}","timestamp":"${timestamp}","recipient_id":"${message.waId}"${callback}${extra}}`;
}
