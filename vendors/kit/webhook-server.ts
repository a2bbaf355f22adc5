import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type InboundText, inboundTexts } from './inbound.ts';

/** Meta sends at most 3 MB (webhooks overview, 2025-12); anything larger is not Meta. */
const maxBodyBytes = 3 * 1024 * 1024;
/** Longer than a client keeps an idle connection, so that the server never closes one that is being used. */
const keepAliveTimeoutMs = 75_000;

export interface WebhookServerOptions {
  /** 0 = any free port. */
  readonly port: number;
  readonly appSecret: string;
  readonly verifyToken: string;
  /** All texts of one POST, after its 200 was written. `arrivedNs` = hrtime when the request's headers were read. */
  readonly onTexts: (texts: readonly InboundText[], arrivedNs: bigint) => void;
}

export interface WebhookServer {
  /** http://127.0.0.1:<port>/webhook */
  readonly webhookUrl: string;
  readonly baseUrl: string;
  close(): Promise<void>;
}

/**
 * The smallest honest webhook receiver: GET challenge, signature checked on the raw bytes in constant time, 200 at
 * once. `GET /health` answers {"ok":true}. Listens on 127.0.0.1; rejects when the port is taken.
 */
export async function startWebhookServer(options: WebhookServerOptions): Promise<WebhookServer> {
  const server = createServer((request, response) => {
    const arrivedNs = process.hrtime.bigint();
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/health') return end(response, 200, '{"ok":true}');
    if (url.pathname !== '/webhook') return end(response, 404, 'not found');
    if (request.method === 'GET') return challenge(url, response, options.verifyToken);
    if (request.method === 'POST') return receive(request, response, options, arrivedNs);
    end(response, 405, 'method not allowed');
  });
  server.keepAliveTimeout = keepAliveTimeoutMs;
  server.headersTimeout = keepAliveTimeoutMs + 1000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', 4096, resolve);
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl,
    webhookUrl: `${baseUrl}/webhook`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function challenge(url: URL, response: ServerResponse, verifyToken: string): void {
  const query = url.searchParams;
  const valid = query.get('hub.mode') === 'subscribe' && query.get('hub.verify_token') === verifyToken;
  if (valid) end(response, 200, query.get('hub.challenge') ?? '');
  else end(response, 403, 'wrong verify token');
}

function receive(
  request: IncomingMessage,
  response: ServerResponse,
  options: WebhookServerOptions,
  arrivedNs: bigint,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= maxBodyBytes) chunks.push(chunk);
  });
  request.on('end', () => {
    if (bytes > maxBodyBytes) return end(response, 413, 'body too large');
    const body = Buffer.concat(chunks, bytes);
    const signature = request.headers['x-hub-signature-256'];
    if (!signatureIsValid(body, signature, options.appSecret)) return end(response, 401, 'wrong signature');
    let texts: readonly InboundText[];
    try {
      texts = inboundTexts(body);
    } catch {
      return end(response, 400, 'not JSON');
    }
    end(response, 200, '');
    if (texts.length > 0) options.onTexts(texts, arrivedNs);
  });
}

/** `sha256=<hex>` over the bytes as they came: Meta escapes non-ASCII, so re-serialised JSON would not match. */
export function signatureIsValid(
  body: Buffer,
  header: string | string[] | undefined,
  appSecret: string,
): boolean {
  if (typeof header !== 'string') return false;
  const expected = Buffer.from(`sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`);
  const given = Buffer.from(header);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
