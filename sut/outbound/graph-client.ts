import { Pool } from 'undici';
import type { GraphRequest, GraphResponse } from '../node/context.ts';
import type { OutboundRow } from './outbound-row.ts';
import { type Outcome, outcomeOf, outcomeOfError } from './outcome.ts';

/** No answer after this = unknown outcome. Meta answers within a second or two. */
const sendTimeoutMs = 15_000;
const apiVersion = 'v23.0';

export interface GraphClient {
  /** Sends one text message; resolves on every outcome. */
  send(row: OutboundRow): Promise<Outcome>;
  request(options: GraphRequest): Promise<GraphResponse>;
  close(): Promise<void>;
}

/**
 * The Cloud API at `url` (scheme, host, port; a path prefix is kept). Sockets ≥ peak rate × Graph latency: 64 sockets at 240 ms
 * were a cap of 267/s in the prototype.
 */
export function createGraphClient(url: string, token: string, sockets: number): GraphClient {
  const base = new URL(url);
  const prefix = base.pathname.replace(/\/$/, '');
  const pool = new Pool(base.origin, { connections: sockets, pipelining: 1, connect: { timeout: 5_000 } });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

  return {
    send: (row) =>
      new Promise((resolve) => {
        let written = false;
        let status = 0;
        let retryAfter: string | undefined;
        const chunks: Buffer[] = [];
        pool.dispatch(
          {
            method: 'POST',
            path: `${prefix}/${apiVersion}/${row.phoneNumberId}/messages`,
            headers,
            body: JSON.stringify(messageBody(row)),
            headersTimeout: sendTimeoutMs,
            bodyTimeout: sendTimeoutMs,
          },
          {
            onRequestStart: () => {
              written = true;
            },
            onResponseStart: (_controller, statusCode, responseHeaders) => {
              status = statusCode;
              const value = responseHeaders['retry-after'];
              retryAfter = Array.isArray(value) ? value[0] : value;
            },
            onResponseData: (_controller, chunk) => {
              chunks.push(chunk);
            },
            onResponseEnd: () =>
              resolve(outcomeOf(status, Buffer.concat(chunks).toString('utf8'), retryAfter)),
            onResponseError: (_controller, error) => resolve(outcomeOfError(error, written)),
          },
        );
      }),
    request: async (options) => {
      const timeoutMs = options.timeoutMs ?? 30_000;
      const response = await pool.request({
        method: options.method,
        path: prefix + options.path,
        headers: { authorization: headers.authorization, ...options.headers },
        body: options.body,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      });
      return { status: response.statusCode, headers: response.headers, body: await response.body.text() };
    },
    close: () => pool.destroy(),
  };
}

/** Business-scoped user ids (`CC.…`) are addressed by `recipient`, phone numbers by `to`. */
function messageBody(row: OutboundRow): Readonly<Record<string, unknown>> {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...(row.to.includes('.') ? { recipient: row.to } : { to: row.to }),
    ...(row.contextWamid === null ? {} : { context: { message_id: row.contextWamid } }),
    type: 'text',
    text: { body: row.text },
    biz_opaque_callback_data: String(row.id),
  };
}
