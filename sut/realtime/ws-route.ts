import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import type { WebSocket } from 'ws';
import { ApiError } from '../agents/api-error.ts';
import { actorOf, authenticate } from '../agents/authenticate.ts';
import { createChannel } from './channel.ts';
import { type Cursor, parseCursor } from './cursor.ts';
import { readHeads } from './event-store.ts';
import type { Feed } from './feed.ts';
import { closeSocket, openSocket } from './socket-store.ts';

/** A peer that misses one ping of this period is gone. */
const pingMs = 15_000;
/** How long a peer may take to answer the close frame when the node stops. */
const goodbyeMs = 300;
/** Agents send nothing on the channel. */
const maxInboundBytes = 4_096;

export interface ChannelOptions {
  readonly pool: pg.Pool;
  readonly incarnationId: number;
  readonly feed: Feed;
  /** Unsent bytes at which a slow reader is cut off. */
  readonly bufferBytes: number;
  /** A channel opened: its agent may take work. */
  readonly opened: () => void;
  readonly failed: (error: unknown) => void;
}

function watchPeer(socket: WebSocket): void {
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const timer = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, pingMs);
  timer.unref();
  socket.on('close', () => clearInterval(timer));
}

/** 1012 = service restart: clients resume at another node. */
function goodbye(socket: WebSocket): Promise<void> {
  if (socket.readyState === socket.CLOSED) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), goodbyeMs);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(1012, 'node stops');
  });
}

async function serve(
  options: ChannelOptions,
  ending: Set<Promise<void>>,
  socket: WebSocket,
  agentId: number,
  since: Cursor | null,
): Promise<void> {
  const { pool, feed } = options;
  let row: string | null = null;
  const { heads, pruned } = await readHeads(pool, since ?? new Map());
  const resync = since !== null && pruned;
  const channel = createChannel(pool, socket, agentId, since && !resync ? since : heads, options.bufferBytes);

  function ended(): void {
    feed.detach(channel);
    if (row === null) return;
    const gone = closeSocket(pool, agentId, row);
    ending.add(gone);
    void gone.catch(options.failed).finally(() => ending.delete(gone));
  }
  socket.on('close', ended);

  await feed.attach(channel);
  const { id, presence } = await openSocket(pool, agentId, options.incarnationId);
  row = id;
  if (socket.readyState !== socket.OPEN) return ended();
  channel.say({ type: 'hello', presence, resync });
  await channel.catchUp();
  options.opened();
}

/**
 * `GET /agent/ws?token=…&cursor=…`: hello `{cursor, type, presence, resync}`, then events
 * `{cursor, type: assigned | message | status | closed, conversation: {id, text, version, state}}`.
 * Without a cursor the channel starts now; with one, at any node, it starts with everything after it. `resync` = the
 * cursor is older than what is kept (or not of this database): read the list of conversations instead.
 */
export async function registerChannelRoute(
  app: FastifyInstance,
  options: ChannelOptions,
): Promise<{ close(): Promise<void> }> {
  const ending = new Set<Promise<void>>();
  await app.register(websocket, { options: { maxPayload: maxInboundBytes } });
  app.get<{ Querystring: { token?: string; cursor?: string } }>(
    '/agent/ws',
    {
      websocket: true,
      preValidation: async (request) => {
        await authenticate(options.pool, request, request.query.token ?? null);
        const { cursor } = request.query;
        if (cursor !== undefined && parseCursor(cursor) === null) {
          throw new ApiError(400, 'SP_SUT_BAD_CURSOR', 'send the cursor of the last event, unchanged');
        }
      },
    },
    (socket, request) => {
      watchPeer(socket);
      socket.on('error', () => socket.terminate());
      const { cursor } = request.query;
      const since = cursor === undefined ? null : parseCursor(cursor);
      serve(options, ending, socket, actorOf(request).agentId, since).catch((error) => {
        options.failed(error);
        socket.close(1011, 'try again');
      });
    },
  );
  return {
    async close() {
      const goodbyes = [...app.websocketServer.clients].map((socket) => goodbye(socket));
      await Promise.all(goodbyes);
      await Promise.allSettled(ending);
    },
  };
}
