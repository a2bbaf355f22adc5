import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StatusItem, WebhookClient } from './webhooks.ts';

export interface Send {
  readonly phoneNumberId: string;
  readonly to: string;
  readonly text: string;
  readonly context: string | null;
  readonly opaque: string;
  readonly wamid: string;
  /** performance.now() when the request was fully received. */
  readonly at: number;
}

/** What the fake answers instead of accepting; `destroy` breaks the socket after accepting the message. */
export type Refusal =
  | { readonly kind: 'error'; readonly status: number; readonly code: number }
  | { readonly kind: 'destroy'; readonly accept: boolean };

export interface FakeGraphOptions {
  readonly latencyMs?: readonly [number, number];
  /** Statuses it sends for each accepted message, at Meta-like delays. */
  readonly statuses?: {
    readonly delaysMs: { readonly sent: number; readonly delivered: number; readonly read: number };
  };
}

export interface FakeGraph {
  readonly url: string;
  /** Accepted messages in order. */
  readonly accepted: readonly Send[];
  /** Refused attempts in order. */
  readonly refused: readonly Send[];
  readonly inFlight: number;
  /** Decides each attempt; null = accept. */
  refuse: (send: Send) => Refusal | null;
  /** Where statuses go. */
  target: WebhookClient | null;
  /** Resolves when `count` messages have been accepted in all. */
  waitFor(count: number, timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

let wamidCounter = 0;

/** A Cloud API of the test's own on port 0: accepts texts, keeps what it accepted, and may refuse or break. */
export async function startFakeGraph(options: FakeGraphOptions = {}): Promise<FakeGraph> {
  const accepted: Send[] = [];
  const refused: Send[] = [];
  let waiters: { count: number; wake: () => void }[] = [];
  const state = { inFlight: 0, closed: false };
  const pendingStatuses: { due: number; item: StatusItem; phoneNumberId: string }[] = [];

  const server: Server = createServer((request, response) => {
    void (async () => {
      const body = JSON.parse(await readAll(request)) as Record<string, unknown>;
      const phoneNumberId = request.url?.split('/')[2] ?? '';
      wamidCounter += 1;
      const send: Send = {
        phoneNumberId,
        to: String(body.to),
        text: String((body.text as { body?: string }).body),
        context: (body.context as { message_id?: string } | undefined)?.message_id ?? null,
        opaque: String(body.biz_opaque_callback_data),
        wamid: `wamid.out.${process.pid}.${wamidCounter}`,
        at: performance.now(),
      };
      const refusal = graph.refuse(send);
      const take = refusal === null || (refusal.kind === 'destroy' && refusal.accept);
      (take ? accepted : refused).push(send);
      if (take) {
        queueStatuses(send);
        waiters = waiters.filter((waiter) => waiter.count > accepted.length || void waiter.wake());
      }
      state.inFlight += 1;
      const [low, high] = options.latencyMs ?? [0, 0];
      if (high > 0) await sleep(low + Math.random() * (high - low));
      state.inFlight -= 1;
      if (refusal?.kind === 'destroy') return response.destroy();
      response.writeHead(refusal?.status ?? 200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          refusal === null
            ? {
                messaging_product: 'whatsapp',
                contacts: [{ input: send.to, wa_id: send.to }],
                messages: [{ id: send.wamid }],
              }
            : { error: { message: 'refused', type: 'OAuthException', code: refusal.code, fbtrace_id: 'x' } },
        ),
      );
    })().catch(() => response.destroy());
  });

  function queueStatuses(send: Send): void {
    if (options.statuses === undefined) return;
    for (const [status, delay] of Object.entries(options.statuses.delaysMs)) {
      pendingStatuses.push({
        due: send.at + delay,
        phoneNumberId: send.phoneNumberId,
        item: { wamid: send.wamid, status, to: send.to, opaque: send.opaque },
      });
    }
  }

  /** Batches of up to 100, as a busy Meta sends them; repeated until the target takes them. */
  async function deliverStatuses(): Promise<void> {
    while (!state.closed) {
      await sleep(20);
      const now = performance.now();
      const due = pendingStatuses.filter((entry) => entry.due <= now).slice(0, 100);
      if (due.length === 0 || graph.target === null) continue;
      const ok = await graph.target.statuses(due).then(
        (status) => status === 200,
        () => false,
      );
      if (ok) for (const entry of due) pendingStatuses.splice(pendingStatuses.indexOf(entry), 1);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 2_048, resolve));
  const graph: FakeGraph = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted,
    refused,
    get inFlight() {
      return state.inFlight;
    },
    refuse: () => null,
    target: null,
    waitFor: (count, timeoutMs = 15_000) =>
      new Promise((resolve, reject) => {
        if (accepted.length >= count) return resolve();
        const timer = setTimeout(
          () => reject(new Error(`only ${accepted.length} of ${count} messages after ${timeoutMs} ms`)),
          timeoutMs,
        );
        waiters.push({
          count,
          wake: () => {
            clearTimeout(timer);
            resolve();
          },
        });
      }),
    close: async () => {
      state.closed = true;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  void deliverStatuses();
  return graph;
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
