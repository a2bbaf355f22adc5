import type pg from 'pg';
import { createWorker } from '../agents/worker.ts';
import type { Channel } from './channel.ts';
import type { Cursor } from './cursor.ts';
import { pageRows, readAfter, readHeads } from './event-store.ts';

export interface Feed {
  /** After this, every event that commits reaches the channel's `deliver`. */
  attach(channel: Channel): Promise<void>;
  detach(channel: Channel): void;
  /** Something was numbered, here or on another node. */
  wake(): void;
  close(): Promise<void>;
}

/** Reads each line of events once per node and hands every event to the channels of its agent. */
export function createFeed(pool: pg.Pool, failed: (error: unknown) => void): Feed {
  const channels = new Map<number, Set<Channel>>();
  let positions: Promise<Cursor> | null = null;

  const worker = createWorker(async () => {
    if (!positions || channels.size === 0) return false;
    const from = await positions;
    const events = await readAfter(pool, from);
    for (const event of events) {
      from.set(event.incarnation, event.n);
      for (const channel of channels.get(event.agentId) ?? []) channel.deliver(event);
    }
    return events.length >= pageRows;
  }, failed);

  return {
    async attach(channel) {
      // Positions are known before the channel catches up: what commits later is read by the feed.
      positions ??= readHeads(pool).then(({ heads }) => heads);
      const set = channels.get(channel.agentId) ?? new Set();
      channels.set(channel.agentId, set.add(channel));
      try {
        await positions;
      } catch (error) {
        positions = null;
        throw error;
      }
    },
    detach(channel) {
      const set = channels.get(channel.agentId);
      set?.delete(channel);
      if (set?.size === 0) channels.delete(channel.agentId);
      if (channels.size === 0) positions = null;
    },
    wake: worker.wake,
    close: worker.close,
  };
}
