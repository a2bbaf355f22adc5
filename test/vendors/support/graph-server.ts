import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface GraphCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly receivedNs: bigint;
}

export interface GraphServer {
  readonly url: string;
  readonly calls: GraphCall[];
  /** Resolves with the first `count` calls. */
  waitFor(count: number): Promise<readonly GraphCall[]>;
  close(): Promise<void>;
}

/** A Graph API that takes everything, remembers it and answers 200 with a wamid. */
export async function startGraphServer(
  answer: (call: GraphCall) => {
    status: number;
    headers?: Record<string, string>;
    body: Buffer | string;
  } = () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', contacts: [], messages: [{ id: 'wamid.TEST' }] }),
  }),
): Promise<GraphServer> {
  const calls: GraphCall[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call: GraphCall = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks),
        receivedNs: process.hrtime.bigint(),
      };
      calls.push(call);
      const { status, headers, body } = answer(call);
      response.writeHead(status, headers);
      response.end(body);
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    waitFor: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (calls.length < count) return;
          waiting.delete(look);
          resolve(calls.slice(0, count));
        };
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
