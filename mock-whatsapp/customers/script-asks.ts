import type { AskRequest, AskResult } from '../contract/control.ts';
import { asciiJson } from '../lib/ascii-json.ts';
import { nowMs } from '../lib/clock.ts';
import { upperHex, wamid } from '../lib/wamid.ts';
import { holdsWord } from '../lib/words.ts';
import type { Throughput } from '../limits/throughput.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import type { Customer } from './directory.ts';
import { inboundText } from './inbound-text.ts';
import type { Reply } from './matcher.ts';

/** An ask that a script waits for; it belongs to no plan and to no file. */
export interface ScriptAsk {
  readonly messageId: string;
  /** Null: any message answers. */
  readonly expect: string | null;
  injectedMs: number | null;
  settle(text: string | null, atMs: number): void;
}

export interface ScriptAsks {
  readonly open: number;
  /** Resolves with the answer, or unanswered after `timeoutMs`. */
  ask(customer: Customer, request: AskRequest): Promise<AskResult>;
  /** True when the reply answered a script's ask. */
  reply(customer: Customer, reply: Reply, atMs: number): boolean;
  close(): void;
}

/** Upper half of the ids' 8-digit serial: plans count from 1 upwards and never get here. */
const serial = 0xffffffff;

export function createScriptAsks(delivery: Delivery, throughput: Throughput): ScriptAsks {
  const pending = new Set<ScriptAsk>();
  let counter = 0;

  function ask(customer: Customer, request: AskRequest): Promise<AskResult> {
    counter += 1;
    const nonce = `0s${counter.toString(36).padStart(4, '0')}`;
    const ownNonce = request.expect === undefined && request.any !== true;
    const text = ownNonce ? `${request.text} ${nonce}` : request.text;
    const messageId = wamid('inbound', customer.waId, `${upperHex(serial, 8)}${upperHex(counter, 12)}`);
    return new Promise((resolve) => {
      const entry: ScriptAsk = {
        messageId,
        expect: request.any === true ? null : (request.expect ?? nonce),
        injectedMs: null,
        settle(answer, atMs) {
          clearTimeout(timer);
          pending.delete(entry);
          customer.scriptAsks.splice(customer.scriptAsks.indexOf(entry), 1);
          const answered = answer !== null;
          const spanMs = answered && entry.injectedMs !== null ? atMs - entry.injectedMs : null;
          resolve({ answered, spanMs, text: answer });
        },
      };
      const timer = setTimeout(() => entry.settle(null, nowMs()), request.timeoutMs);
      pending.add(entry);
      customer.scriptAsks.push(entry);
      const readyMs = nowMs();
      throughput.takeInbound(customer.number, readyMs);
      delivery.push(
        inboundText(customer, messageId, asciiJson(text), readyMs, {
          attempted(atMs) {
            entry.injectedMs ??= atMs;
          },
          acknowledged: () => {},
          heldBack: () => {},
        }),
      );
      delivery.flush('message');
    });
  }

  return {
    get open() {
      return pending.size;
    },
    ask,
    reply(customer, { text, contextId }, atMs) {
      const found = customer.scriptAsks.find(
        ({ messageId, expect }) => messageId === contextId || expect === null || holdsWord(text, expect),
      );
      found?.settle(text, atMs);
      return found !== undefined;
    },
    close() {
      for (const entry of [...pending]) entry.settle(null, nowMs());
    },
  };
}
