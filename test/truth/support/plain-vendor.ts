import { createHmac } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Hold } from './holds.ts';

/** What the vendor does with its n-th ask (0-based), `elapsedMs` after its first. */
export type Conduct = (n: number, elapsedMs: number) => { readonly holdMs: number; readonly copies: number };

export interface PlainVendor {
  readonly webhookUrl: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  /** Graph address and token, once the run has told them. */
  connect(graphUrl: string, token: string): void;
  /** Forgets what it has seen: a run may be repeated. */
  reset(): void;
  readonly holds: Hold[];
}

interface Payload {
  readonly entry: readonly {
    readonly changes: readonly {
      readonly value: {
        readonly metadata: { readonly phone_number_id: string };
        readonly messages?: readonly {
          readonly id: string;
          readonly from: string;
          readonly text: { readonly body: string };
        }[];
      };
    }[];
  }[];
}

/** A vendor that lives in the test and shares no code with Stormproof: node:http on both sides. */
export async function plainVendor(conduct: Conduct): Promise<PlainVendor> {
  const appSecret = 'plain-secret';
  const verifyToken = 'plain-verify';
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const holds: Hold[] = [];
  let graph: { readonly url: string; readonly token: string } | null = null;
  let firstNs: bigint | null = null;
  let next = 0;

  function answer(from: string, number: string, id: string, text: string, onSent: () => void): void {
    if (!graph) return;
    const body = JSON.stringify({
      messaging_product: 'whatsapp',
      to: from,
      type: 'text',
      context: { message_id: id },
      text: { body: `re: ${text}` },
    });
    const headers = {
      authorization: `Bearer ${graph.token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const out = request(`${graph.url}/v23.0/${number}/messages`, { method: 'POST', agent, headers }, (sent) =>
      sent.resume(),
    );
    out.on('error', () => undefined);
    out.once('finish', onSent);
    out.end(body);
  }

  function take(arrivedNs: bigint, payload: Payload): void {
    for (const { changes } of payload.entry) {
      for (const { value } of changes) {
        for (const { id, from, text } of value.messages ?? []) {
          firstNs ??= arrivedNs;
          const { holdMs, copies } = conduct(next++, Number(arrivedNs - firstNs) / 1e6);
          // The nonce is the word of two fixed characters and a base-36 index.
          const nonce = /\b[2-9][b-z][0-9a-z]{4,9}\b/.exec(text.body)?.[0] ?? '';
          // Held until the first answer was on the wire.
          const log = (): void => {
            const heldMs = Number(process.hrtime.bigint() - arrivedNs) / 1e6;
            holds.push({ nonce, arrivedNs: Number(arrivedNs), heldMs, copies });
          };
          const act = (): void => {
            if (copies === 0) log();
            for (let copy = 0; copy < copies; copy++) {
              answer(from, value.metadata.phone_number_id, id, text.body, copy === 0 ? log : () => undefined);
            }
          };
          if (holdMs > 0) setTimeout(act, holdMs);
          else act();
        }
      }
    }
  }

  /** Opens connections ahead: what a stall lets go at once must not wait for 100 new ones. */
  function warm(url: string): void {
    for (let i = 0; i < 150; i++) {
      request(`${url}/v23.0/`, { agent }, (looked) => looked.resume())
        .on('error', () => undefined)
        .end();
    }
  }

  const server = createServer((incoming, response) => {
    const arrivedNs = process.hrtime.bigint();
    if (incoming.method === 'GET') {
      const query = new URL(incoming.url ?? '/', 'http://x').searchParams;
      response.statusCode = query.get('hub.verify_token') === verifyToken ? 200 : 403;
      response.end(query.get('hub.challenge'));
      return;
    }
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const expected = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
      if (incoming.headers['x-hub-signature-256'] !== expected) {
        response.writeHead(401).end();
        return;
      }
      response.writeHead(200).end();
      take(arrivedNs, JSON.parse(body.toString()));
    });
  });
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
    agent.destroy();
  });
  return {
    webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    appSecret,
    verifyToken,
    connect: (url, token) => {
      graph = { url, token };
      warm(url);
    },
    reset: () => {
      holds.length = 0;
      firstNs = null;
      next = 0;
    },
    holds,
  };
}
