import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Upstream, Upstreams } from './upstream.ts';

/** A body up to this size is kept so that another node can get it, too; Meta's webhooks are ≤ 3 MB. */
const keptBodyBytes = 4 * 1024 * 1024;

/** A repeatable request that a node keeps this long (it hangs) goes to the next: Meta's own patience may end at 5 s. */
const hangMs = 3_000;
const answerMs = 30_000;

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'expect',
]);

export interface ForwardCounters {
  requests: number;
  failovers: number;
  failures: number;
}

type Attempt =
  | { readonly kind: 'answered' }
  /** Nothing of the answer was passed on; `written` = the node may have worked on the request. */
  | { readonly kind: 'failed'; readonly written: boolean; readonly silent: boolean };

/**
 * Passes a request to a node, bytes untouched. A webhook that meets a broken connection or a 5xx goes to the next node
 * (safe: wamid is unique); any other request only if it never reached the node, or is a GET. The last failure is 502, or the
 * node's own 5xx.
 */
export async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  upstreams: Upstreams,
  counters: ForwardCounters,
): Promise<void> {
  counters.requests += 1;
  const repeatable = request.method === 'GET' || request.url?.split('?')[0] === '/webhook';
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  const bodyless = request.method === 'GET' || request.method === 'HEAD';
  const kept = bodyless ? null : length <= keptBodyBytes ? await readBody(request) : undefined;
  if (kept === 'aborted') return;

  const order = upstreams.order();
  for (const [index, upstream] of order.entries()) {
    const last = index === order.length - 1;
    // Streamed bodies can be sent once only.
    const canRepeat = !last && kept !== undefined;
    const attempt = await pass(
      request,
      response,
      upstream,
      kept === undefined ? request : kept,
      canRepeat && repeatable,
    );
    if (attempt.kind === 'answered') return;
    upstreams.failed(upstream, attempt.silent);
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    if (!canRepeat || (attempt.written && !repeatable)) break;
    counters.failovers += 1;
  }
  counters.failures += 1;
  response.writeHead(502, { 'content-type': 'application/json' });
  response.end('{"error":{"message":"no node answered"}}');
}

function pass(
  request: IncomingMessage,
  response: ServerResponse,
  upstream: Upstream,
  body: Buffer | Readable | null,
  mayGoOn: boolean,
): Promise<Attempt> {
  return new Promise((resolve) => {
    let written = false;
    let refused = false;
    upstream.pool.dispatch(
      {
        method: (request.method ?? 'GET') as 'GET',
        path: request.url ?? '/',
        headers: passedHeaders(request.headers),
        body,
        headersTimeout: mayGoOn ? hangMs : answerMs,
      },
      {
        onRequestStart: () => {
          written = true;
        },
        onResponseStart: (_controller, status, headers) => {
          if (status < 200) return;
          if (mayGoOn && status >= 500) {
            refused = true;
            return;
          }
          response.writeHead(status, passedHeaders(headers as IncomingHttpHeaders));
        },
        onResponseData: (controller, chunk) => {
          if (refused) return;
          if (!response.write(chunk)) {
            controller.pause();
            response.once('drain', () => controller.resume());
          }
        },
        onResponseEnd: () => {
          if (refused) return resolve({ kind: 'failed', written, silent: false });
          response.end();
          resolve({ kind: 'answered' });
        },
        onResponseError: (_controller, error) =>
          resolve({ kind: 'failed', written, silent: error.name === 'HeadersTimeoutError' }),
      },
    );
  });
}

function passedHeaders(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const passed: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !hopByHop.has(name)) passed[name] = value;
  }
  return passed;
}

function readBody(request: IncomingMessage): Promise<Buffer | 'aborted'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
    request.once('close', () => resolve('aborted'));
  });
}
