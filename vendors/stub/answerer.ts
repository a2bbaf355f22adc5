import { answerText } from '../kit/answer-text.ts';
import { composeBehaviours } from '../kit/behaviours/compose.ts';
import type { EventLog } from '../kit/event-log.ts';
import type { GraphClient } from '../kit/graph-client.ts';
import type { InboundText } from '../kit/inbound.ts';
import { nonceOf } from '../kit/nonce.ts';
import type { StubConfig } from './config.ts';

/**
 * Answers each ask as the behaviours decide. Every ask leaves one line `stub.hold` in `holds`: `heldUs` from the
 * arrival of the webhook request (mono_ns) until its answer was on the wire, as it really was.
 */
export function createAnswerer(
  config: Pick<StubConfig, 'behaviours' | 'planned' | 'codes'>,
  graph: GraphClient,
  logs: { readonly holds: EventLog; readonly applied: EventLog },
): (texts: readonly InboundText[], arrivedNs: bigint) => void {
  const decide = composeBehaviours(config.behaviours, config.planned);
  const codes = new Map(Object.entries(config.codes));
  let firstNs: bigint | null = null;
  let next = 0;

  function answer(ask: InboundText, arrivedNs: bigint): void {
    firstNs ??= arrivedNs;
    const i = next++;
    const decision = decide({ ordinal: i, elapsedMs: Number(arrivedNs - firstNs) / 1e6 });
    const nonce = nonceOf(ask.text);

    function send(): void {
      const reply = {
        phoneNumberId: ask.phoneNumberId,
        to: ask.from,
        text: answerText(ask.text, codes.get(ask.from)),
        inReplyTo: ask.id,
      };
      for (let copy = 0; copy < decision.copies; copy++) {
        graph.sendText(reply).then((sent) => {
          if (!sent.ok) process.stderr.write(`send failed: ${sent.status} ${sent.error ?? ''}\n`);
        });
      }
      // undici writes before it returns where a connection is free, and all of them are warm.
      const sentNs = process.hrtime.bigint();
      const heldUs = Number(sentNs - arrivedNs) / 1000;
      logs.holds.write('stub.hold', { i, nonce, heldUs, copies: decision.copies }, arrivedNs);
      for (const { kind, copies } of decision.applied) {
        logs.applied.write('behaviour.applied', { behaviour: kind, i, nonce, heldUs, copies }, sentNs);
      }
    }

    if (decision.holdMs <= 0) {
      send();
      return;
    }
    const spentMs = Number(process.hrtime.bigint() - arrivedNs) / 1e6;
    setTimeout(send, decision.holdMs - spentMs);
  }

  return (texts, arrivedNs) => {
    for (const ask of texts) answer(ask, arrivedNs);
  };
}
