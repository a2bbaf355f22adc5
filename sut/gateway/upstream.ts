import { Pool } from 'undici';
import type { NodeAddress } from './settings.ts';

/** Webhooks in flight to one node at most: Meta's concurrency, with room. */
const sockets = 256;
/** A node that refused or broke a request gets no new one for this long, unless it is the last. */
const pauseMs = 250;
/** One that was silent costs every request its time-out: it is left alone for longer. */
const silentPauseMs = 3_000;

export interface Upstream {
  readonly name: string;
  readonly port: number;
  readonly pool: Pool;
  pausedUntil: number;
}

export interface Upstreams {
  readonly all: readonly Upstream[];
  /** All nodes in the order to try: in turn, paused ones last. */
  order(): readonly Upstream[];
  failed(upstream: Upstream, silent?: boolean): void;
  close(): Promise<void>;
}

/** The nodes behind the gateway; health is learnt from the traffic itself. */
export function createUpstreams(nodes: readonly NodeAddress[]): Upstreams {
  const all: Upstream[] = nodes.map(({ name, port }) => ({
    name,
    port,
    pausedUntil: 0,
    pool: new Pool(`http://127.0.0.1:${port}`, {
      connections: sockets,
      pipelining: 1,
      connect: { timeout: 2_000 },
      bodyTimeout: 30_000,
    }),
  }));
  let turn = 0;
  return {
    all,
    order: () => {
      turn = (turn + 1) % all.length;
      const now = Date.now();
      const rotated = [...all.slice(turn), ...all.slice(0, turn)];
      return rotated.sort((a, b) => Number(a.pausedUntil > now) - Number(b.pausedUntil > now));
    },
    failed: (upstream, silent = false) => {
      upstream.pausedUntil = Date.now() + (silent ? silentPauseMs : pauseMs);
    },
    close: async () => {
      await Promise.all(all.map((upstream) => upstream.pool.destroy()));
    },
  };
}
