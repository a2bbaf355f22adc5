import type pg from 'pg';
import type { WebSocket } from 'ws';
import { type Cursor, formatCursor } from './cursor.ts';
import { type AgentEvent, pageRows, readAgentAfter } from './event-store.ts';

export interface Channel {
  readonly agentId: number;
  /** Called by the feed, in order within each line. */
  deliver(event: AgentEvent): void;
  /** Sends everything after the cursor, then goes live. Rejects when the database does not answer. */
  catchUp(): Promise<void>;
  /** Sends a line that is not an event, e.g. hello; carries the cursor. */
  say(fields: Readonly<Record<string, unknown>>): void;
}

/**
 * One agent's WebSocket. `cursor` is the channel's own and moves with each event sent, so an event arrives once per
 * channel, whether it comes by catching up or live. A reader whose unsent bytes exceed `bufferBytes` is cut off:
 * it resumes with its cursor, and nobody's memory pays for it.
 */
export function createChannel(
  pool: pg.Pool,
  socket: WebSocket,
  agentId: number,
  cursor: Cursor,
  bufferBytes: number,
): Channel {
  let live = false;
  let behind = true;

  function send(event: AgentEvent): void {
    if (event.n <= (cursor.get(event.incarnation) ?? 0)) return;
    cursor.set(event.incarnation, event.n);
    const line = { cursor: formatCursor(cursor), type: event.type, conversation: event.conversation };
    socket.send(JSON.stringify(line));
  }

  function flushed(): Promise<void> {
    if (socket.bufferedAmount === 0) return Promise.resolve();
    // A ping is queued behind what was sent; its callback comes when it left this process, or on a broken socket.
    return new Promise((resolve) => socket.ping(undefined, undefined, () => resolve()));
  }

  return {
    agentId,
    deliver(event) {
      if (!live) {
        behind = true;
        return;
      }
      send(event);
      if (socket.bufferedAmount > bufferBytes) {
        live = false;
        socket.terminate();
      }
    },
    async catchUp() {
      while (behind && socket.readyState === socket.OPEN) {
        behind = false;
        const page = await readAgentAfter(pool, agentId, cursor);
        for (const event of page) send(event);
        if (page.length === pageRows) behind = true;
        if (behind) await flushed();
      }
      live = true;
    },
    say(fields) {
      socket.send(JSON.stringify({ cursor: formatCursor(cursor), ...fields }));
    },
  };
}
