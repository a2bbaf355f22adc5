import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const appSecret = 'receiver-secret';
export const verifyToken = 'receiver-verify';

export interface InboundMessage {
  readonly from: string;
  readonly id: string;
  readonly timestamp: string;
  readonly type: string;
  readonly text: { readonly body: string };
}
export interface StatusObject {
  readonly id: string;
  readonly status: string;
  readonly recipient_id: string;
  readonly biz_opaque_callback_data?: string;
  readonly errors?: readonly { readonly code: number }[];
}
export interface Delivered {
  readonly raw: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly signatureOk: boolean;
  readonly messages: readonly InboundMessage[];
  readonly statuses: readonly StatusObject[];
  readonly body: { readonly entry: readonly { readonly changes: readonly Change[] }[] };
}
interface Change {
  readonly value: {
    readonly metadata: { readonly phone_number_id: string };
    readonly contacts?: readonly { readonly wa_id: string; readonly profile: { readonly name: string } }[];
    readonly messages?: readonly InboundMessage[];
    readonly statuses?: readonly StatusObject[];
  };
}

export interface Receiver {
  readonly url: string;
  /** Every POST so far. */
  readonly posts: readonly Delivered[];
  /** Status to answer with, or `hold` to answer later through `release`. */
  answer: (delivered: Delivered) => number | 'hold';
  onPost: (delivered: Delivered) => void;
  readonly held: ServerResponse[];
  /** Resolves when `condition` holds; checked at every POST. */
  until(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** A vendor's webhook in the test: knows nothing of the mock's code, checks the signature on its own. */
export async function startReceiver(): Promise<Receiver> {
  const posts: Delivered[] = [];
  const held: ServerResponse[] = [];
  const checks = new Set<() => void>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    if (request.method === 'GET') {
      const ok = url.searchParams.get('hub.verify_token') === verifyToken;
      response.writeHead(ok ? 200 : 403).end(url.searchParams.get('hub.challenge'));
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const body = JSON.parse(raw.toString()) as Delivered['body'];
      const changes = body.entry.flatMap((entry) => entry.changes);
      const expected = `sha256=${createHmac('sha256', appSecret).update(raw).digest('hex')}`;
      const delivered: Delivered = {
        raw,
        headers: request.headers,
        signatureOk: request.headers['x-hub-signature-256'] === expected,
        messages: changes.flatMap((change) => change.value.messages ?? []),
        statuses: changes.flatMap((change) => change.value.statuses ?? []),
        body,
      };
      posts.push(delivered);
      const status = receiver.answer(delivered);
      if (status === 'hold') held.push(response);
      else response.writeHead(status).end();
      receiver.onPost(delivered);
      for (const check of [...checks]) check();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    posts,
    held,
    answer: () => 200,
    onPost: () => {},
    until: (condition) =>
      new Promise((resolve) => {
        function check(): void {
          if (!condition()) return;
          checks.delete(check);
          resolve();
        }
        checks.add(check);
        check();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
