import { randomBytes } from 'node:crypto';
import { type Answered, answerOf } from '../answer-of.ts';
import type { Planter } from '../behaviours/planter.ts';
import type { EventLog } from '../event-log.ts';
import { logApplied } from './log-applied.ts';
import {
  answerJson,
  forward,
  type Listening,
  listen,
  pass,
  readAll,
  relay,
  type Upstream,
  upstreamOf,
} from './relay.ts';

export interface GraphProxyOptions {
  readonly graphUrl: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly planter: Planter;
  readonly log: EventLog;
}

/**
 * Stands between a vendor and Graph and plants weaknesses into what the vendor sends: POST /{v}/{number}/messages is
 * held, swallowed (answered 200 with a wamid nobody knows) or sent twice as the planter says. Every other request, and
 * read receipts, pass through with body and headers as they are. A message once received is sent on even if the
 * vendor has gone. Each effect leaves one `behaviour.applied` with the time it was really held.
 */
export function startGraphProxy(options: GraphProxyOptions): Promise<Listening> {
  const upstream: Upstream = upstreamOf(options.graphUrl);

  async function copiesOf({ nonce }: Answered, arrivedNs: bigint): Promise<number> {
    const planted = options.planter.at('send', arrivedNs);
    if (planted === null) return 1;
    if (planted.holdMs > 0) await new Promise((resolve) => setTimeout(resolve, planted.holdMs));
    logApplied(options.log, planted, { scenario: options.planter.scenario, place: 'send', nonce, arrivedNs });
    return planted.copies;
  }

  return listen(
    (request, response) => {
      const arrivedNs = process.hrtime.bigint();
      if (request.method !== 'POST' || !/^\/v[\d.]+\/\d+\/messages\/?(\?|$)/.test(request.url ?? '')) {
        pass(request, response, upstream);
        return;
      }
      readAll(request).then(
        async (body) => {
          const answer = answerOf(body);
          const copies = answer ? await copiesOf(answer, arrivedNs) : 1;
          if (answer && copies === 0) {
            answerJson(response, 200, unknownMessage(answer));
            return;
          }
          const sends = Array.from({ length: copies }, () => forward(request, body, upstream));
          for (const repeat of sends.slice(1)) repeat.then(discard, () => undefined);
          sends[0]?.then(
            (accepted) => relay(accepted, response),
            () => response.destroy(),
          );
        },
        () => response.destroy(),
      );
    },
    options.port,
    upstream.agent,
  );
}

function discard(upstream: { resume(): unknown }): void {
  upstream.resume();
}

/** What a vendor is told of a message that nobody will ever see. */
function unknownMessage({ to }: Answered): object {
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input: to, wa_id: to }],
    messages: [{ id: `wamid.${randomBytes(24).toString('base64')}` }],
  };
}
