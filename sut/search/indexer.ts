import { setImmediate as breathe } from 'node:timers/promises';
import type pg from 'pg';
import { normaliseText } from './normalise.ts';
import { blockOf, blockSize, postingsBuilder } from './postings.ts';

/**
 * The tail that search reads row by row is let grow to this: fewer and larger parts cost less in all, and 1,024 short
 * messages are read in about 3 ms.
 */
const batchIds = 1_024;
/** Ids taken at once when the index is behind. */
const maxBatchIds = 8_192;
/** Messages cut into grams before others get their turn on the event loop: about 1 ms. */
const sliceMessages = 128;
const idleMs = 1_000;

/**
 * Indexes one batch of settled messages if there is a whole one. Returns true when there may be more to do at once.
 * Nothing is done while another writer of the index is at work.
 */
export async function indexBatch(pool: pg.Pool): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows: locked } = await client.query<{ mine: boolean }>('SELECT search_try_lock() AS mine');
    const more = locked[0]?.mine === true && (await indexSettled(client));
    await client.query('COMMIT');
    client.release();
    return more;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}

async function indexSettled(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ indexedTo: number; settledTo: number }>({
    name: 'search-horizon',
    text: 'SELECT indexed_to AS "indexedTo", settled_to AS "settledTo" FROM search_horizon()',
  });
  const { indexedTo, settledTo } = rows[0] ?? { indexedTo: 0, settledTo: 0 };
  if (settledTo - indexedTo < batchIds) return false;
  const last = await indexNext(client, indexedTo, settledTo);
  return settledTo - last >= batchIds;
}

/**
 * Indexes the messages after `indexedTo` up to `upTo`, a batch or a block at most; returns the last id done. In the
 * caller's transaction, which holds the lock of the index; every message up to `upTo` must be committed or never come.
 */
export async function indexNext(client: pg.ClientBase, indexedTo: number, upTo: number): Promise<number> {
  const first = indexedTo + 1;
  const block = blockOf(first);
  const lastOfBlock = (block + 1) * blockSize - 1;
  const last = Math.min(upTo, lastOfBlock, indexedTo + maxBatchIds);
  const { rows: messages } = await client.query<{ id: number; text: string }>({
    name: 'search-unindexed',
    text: 'SELECT id, text FROM messages WHERE id BETWEEN $1 AND $2 AND text IS NOT NULL ORDER BY id',
    values: [first, last],
  });
  const builder = postingsBuilder();
  for (let at = 0; at < messages.length; at += sliceMessages) {
    for (const { id, text } of messages.slice(at, at + sliceMessages)) builder.add(id, normaliseText(text));
    await breathe();
  }
  const { grams, counts, offsets } = builder.finish();
  await client.query({
    name: 'search-add',
    text: 'SELECT search_add($1, $2, $3, $4, $5, $6, $7)',
    values: [block, first % blockSize, grams, counts, offsets, last, last === lastOfBlock],
  });
  return last;
}

export interface Indexer {
  close(): Promise<void>;
}

/**
 * Indexes behind the message path, once a second and on while it is a batch behind. Any node may run one: they take
 * turns by the lock.
 */
export function startIndexer(pool: pg.Pool, failed: (error: unknown) => void): Indexer {
  let closed = false;
  let timer: NodeJS.Timeout | null = null;
  let current: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    try {
      while (!closed && (await indexBatch(pool)));
    } catch (error) {
      if (!closed) failed(error);
    }
  }
  function schedule(): void {
    if (closed) return;
    timer = setTimeout(() => {
      current = run().then(schedule);
    }, idleMs);
    timer.unref();
  }
  schedule();

  return {
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await current;
    },
  };
}
