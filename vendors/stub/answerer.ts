import { answerText } from '../kit/answer-text.ts';
import type { Planter } from '../kit/behaviours/planter.ts';
import type { EventLog } from '../kit/event-log.ts';
import type { GraphClient } from '../kit/graph-client.ts';
import type { InboundText } from '../kit/inbound.ts';
import { nonceOf } from '../kit/nonce.ts';

/**
 * Answers each ask as the planter decides at `send`. Every ask leaves one line `stub.hold` in `holds`: `heldUs` from the
 * arrival of the webhook request (mono_ns) until its answer was on the wire, as it really was.
 */
export function createAnswerer(
  codesOf: Readonly<Record<string, string>>,
  graph: GraphClient,
  planter: Planter,
  logs: { readonly holds: EventLog; readonly applied: EventLog },
): (texts: readonly InboundText[], arrivedNs: bigint) => void {
  const codes = new Map(Object.entries(codesOf));
  let next = 0;

  function answer(ask: InboundText, arrivedNs: bigint): void {
    const planted = planter.at('send', arrivedNs);
    const i = planted?.i ?? next++;
    const { holdMs, copies, applied } = planted ?? { holdMs: 0, copies: 1, applied: [] };
    const { scenario } = planter;
    const nonce = nonceOf(ask.text);

    function send(): void {
      const reply = {
        phoneNumberId: ask.phoneNumberId,
        to: ask.from,
        text: answerText(ask.text, codes.get(ask.from)),
        inReplyTo: ask.id,
      };
      if (copies === 0) log();
      for (let copy = 0; copy < copies; copy++) {
        graph.sendText(reply, copy === 0 ? log : undefined).then((sent) => {
          if (!sent.ok) process.stderr.write(`send failed: ${sent.status} ${sent.error ?? ''}\n`);
        });
      }
    }

    /** The first copy goes onto the wire now, or the answer is dropped. The lines are written behind it. */
    function log(): void {
      const sentNs = process.hrtime.bigint();
      setImmediate(write, sentNs);
    }

    function write(sentNs: bigint): void {
      const heldUs = Number(sentNs - arrivedNs) / 1000;
      logs.holds.write('stub.hold', { i, nonce, heldUs, copies }, arrivedNs);
      for (const { kind, copies: own } of applied) {
        const fields = { behaviour: kind, scenario, place: 'send', i, nonce, heldUs, copies: own };
        logs.applied.write('behaviour.applied', fields, sentNs);
      }
    }

    if (holdMs <= 0) {
      send();
      return;
    }
    const spentMs = Number(process.hrtime.bigint() - arrivedNs) / 1e6;
    setTimeout(send, holdMs - spentMs);
  }

  return (texts, arrivedNs) => {
    for (const ask of texts) answer(ask, arrivedNs);
  };
}
