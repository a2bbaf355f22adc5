import { randomBytes } from 'node:crypto';
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answered, answerOf } from './answer-of.ts';
import type { Decide } from './behaviours/compose.ts';
import type { EventLog } from './event-log.ts';

/** Above the open sends of any vendor tried: 3,000 asks at once. */
const maxUpstreamSockets = 4096;
const keepAliveTimeoutMs = 75_000;
/** RFC 9110 §7.6.1: they belong to one connection, each side makes its own. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export interface ProxyOptions {
  readonly graphUrl: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly decide: Decide;
  readonly log: EventLog;
}

export interface GraphProxy {
  /** The Graph base URL to give to the vendor. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Stands between a vendor and Graph and plants weaknesses into what the vendor sends: POST /{v}/{number}/messages is
 * held, swallowed (answered 200 with a wamid nobody knows) or sent twice as `decide` says. Every other request, and
 * read receipts, pass through with body and headers as they are. A message once received is sent on even if the
 * vendor has gone. Each effect leaves one `behaviour.applied` with the time it was really held.
 */
export async function startGraphProxy(options: ProxyOptions): Promise<GraphProxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: maxUpstreamSockets });
  const target = new URL(options.graphUrl);
  const hold = createHold(options.decide, options.log);

  const server = createServer((request, response) => {
    const arrivedNs = process.hrtime.bigint();
    if (request.method !== 'POST' || !/^\/v[\d.]+\/\d+\/messages\/?(\?|$)/.test(request.url ?? '')) {
      pass(request, response, { agent, target });
      return;
    }
    readAll(request).then(
      async (body) => {
        const answer = answerOf(body);
        const copies = answer ? await hold(answer, arrivedNs) : 1;
        if (!answer || copies > 0) {
          const sends = Array.from({ length: copies }, () => forward(request, body, { agent, target }));
          for (const repeat of sends.slice(1)) repeat.then(discard, () => undefined);
          sends[0]?.then(
            (upstream) => relay(upstream, response),
            () => response.destroy(),
          );
        } else swallow(answer, response);
      },
      () => response.destroy(),
    );
  });
  server.keepAliveTimeout = keepAliveTimeoutMs;
  server.headersTimeout = keepAliveTimeoutMs + 1000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', 4096, resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}

/** Waits as decided and gives the number of copies to send. */
function createHold(decide: Decide, log: EventLog): (answer: Answered, arrivedNs: bigint) => Promise<number> {
  let firstNs: bigint | null = null;
  let next = 0;
  return async ({ nonce }, arrivedNs) => {
    firstNs ??= arrivedNs;
    const i = next++;
    const { holdMs, copies, applied } = decide({ ordinal: i, elapsedMs: Number(arrivedNs - firstNs) / 1e6 });
    if (holdMs > 0) await new Promise((resolve) => setTimeout(resolve, holdMs));
    const nowNs = process.hrtime.bigint();
    const heldUs = Number(nowNs - arrivedNs) / 1000;
    for (const effect of applied) {
      log.write(
        'behaviour.applied',
        { behaviour: effect.kind, i, nonce, heldUs, copies: effect.copies },
        nowNs,
      );
    }
    return copies;
  };
}

interface Upstream {
  readonly agent: Agent;
  readonly target: URL;
}

function pass(request: IncomingMessage, response: ServerResponse, upstream: Upstream): void {
  const out = open(request, upstream);
  out.on('response', (answer) => relay(answer, response));
  out.on('error', () => response.destroy());
  response.on('close', () => {
    if (!response.writableFinished) out.destroy();
  });
  request.pipe(out);
}

function forward(request: IncomingMessage, body: Buffer, upstream: Upstream): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const out = open(request, upstream);
    out.on('response', resolve);
    out.on('error', reject);
    out.end(body);
  });
}

function open(request: IncomingMessage, { agent, target }: Upstream): ReturnType<typeof httpRequest> {
  return httpRequest({
    agent,
    host: target.hostname,
    port: target.port,
    method: request.method,
    path: request.url,
    headers: endToEnd(request),
    setHost: false,
  });
}

function relay(upstream: IncomingMessage, response: ServerResponse): void {
  response.writeHead(upstream.statusCode ?? 502, upstream.statusMessage, endToEnd(upstream));
  upstream.pipe(response);
}

function discard(upstream: IncomingMessage): void {
  upstream.resume();
}

function swallow({ to }: Answered, response: ServerResponse): void {
  const body = JSON.stringify({
    messaging_product: 'whatsapp',
    contacts: [{ input: to, wa_id: to }],
    messages: [{ id: `wamid.${randomBytes(24).toString('base64')}` }],
  });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Name, value, name, value … in the order and spelling received. */
function endToEnd({ rawHeaders }: IncomingMessage): string[] {
  const kept: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (!hopByHop.has(name.toLowerCase())) kept.push(name, rawHeaders[i + 1] ?? '');
  }
  return kept;
}

function readAll(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}
