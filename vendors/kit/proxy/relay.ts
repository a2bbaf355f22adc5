import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** Above the open requests of any vendor tried: 3,000 asks at once. */
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

/** The server behind a proxy. */
export interface Upstream {
  readonly agent: Agent;
  readonly target: URL;
}

export function upstreamOf(url: string): Upstream {
  return { agent: new Agent({ keepAlive: true, maxSockets: maxUpstreamSockets }), target: new URL(url) };
}

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 (0 = any free port). Rejects when the port is taken. `prepare` may add to the server and gives
 * back what ends its own sockets: upgraded ones would keep the server open.
 */
export async function listen(
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
  port: number,
  agent: Agent,
  prepare: (server: Server) => () => void = () => () => undefined,
): Promise<Listening> {
  const server = createServer(onRequest);
  server.keepAliveTimeout = keepAliveTimeoutMs;
  server.headersTimeout = keepAliveTimeoutMs + 1000;
  const endUpgraded = prepare(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', 4096, resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        endUpgraded();
        agent.destroy();
      }),
  };
}

/** Streams a request through, body and headers as they are. A client that goes takes its request with it. */
export function pass(request: IncomingMessage, response: ServerResponse, upstream: Upstream): void {
  const out = open(request, upstream);
  out.on('response', (answer) => relay(answer, response));
  out.on('error', () => response.destroy());
  response.on('close', () => {
    if (!response.writableFinished) out.destroy();
  });
  request.pipe(out);
}

/** Sends a request on with `body`, whatever becomes of the client. */
export function forward(
  request: IncomingMessage,
  body: Buffer,
  upstream: Upstream,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const out = open(request, upstream, body.length);
    out.on('response', resolve);
    out.on('error', reject);
    out.end(body);
  });
}

export function relay(upstream: IncomingMessage, response: ServerResponse): void {
  response.writeHead(upstream.statusCode ?? 502, upstream.statusMessage, endToEnd(upstream));
  upstream.pipe(response);
}

export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

export function readAll(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

function open(
  request: IncomingMessage,
  { agent, target }: Upstream,
  bodyBytes?: number,
): ReturnType<typeof httpRequest> {
  return httpRequest({
    agent,
    host: target.hostname,
    port: target.port,
    method: request.method,
    path: request.url,
    headers: endToEnd(request, bodyBytes),
    setHost: false,
  });
}

/** Name, value, name, value … in the order and spelling received; the length as it is now. */
function endToEnd({ rawHeaders }: IncomingMessage, bodyBytes?: number): string[] {
  const kept: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const lower = name.toLowerCase();
    if (hopByHop.has(lower)) continue;
    const isLength = lower === 'content-length' && bodyBytes !== undefined;
    kept.push(name, isLength ? String(bodyBytes) : (rawHeaders[i + 1] ?? ''));
  }
  return kept;
}
