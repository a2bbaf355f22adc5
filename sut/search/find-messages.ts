import type pg from 'pg';
import { gramsOf } from './grams.ts';
import { holdsPhrase } from './matcher.ts';
import { normaliseText } from './normalise.ts';
import { type BlockPostings, blockOf, commonIds } from './postings.ts';

export interface SearchRequest {
  readonly text: string;
  readonly limit: number;
  /** Only messages with smaller ids; null = from the newest on. */
  readonly before: number | null;
  /** Whose conversations may be read; null = all of them. */
  readonly agentId: number | null;
}

export interface FoundMessage {
  readonly id: number;
  readonly conversationId: number;
  readonly direction: 'in' | 'out';
  readonly text: string;
  readonly sentAt: Date;
}

export interface SearchPage {
  /** Newest first. */
  readonly messages: readonly FoundMessage[];
  /** `before` of the next page; null = nothing older is left. A page may be short and still have a next one. */
  readonly next: number | null;
}

/** Rows of the unindexed tail read at once. */
const tailRows = 1_024;
/** The first look at the index: the growing block and the one before it hold a page of any common term. */
const firstBlocks = 2;
/** Postings read at once: bounds memory for phrases of very common words. */
const roundBytes = 4 * 1024 * 1024;
/** Candidates whose text is looked at first; each further look takes four times as many, up to the last. */
const firstLook = 32;
const lastLook = 512;
/** Candidates looked at for one page: ends a page early for who may read few of very many matches. */
const maxLooks = 8_192;

/** A query without two neighbouring letters of a dense script and without a whole word cannot use the index. */
export function searchable(text: string): boolean {
  return gramsOf(normaliseText(text)).length > 0;
}

/** One page of the messages that hold `text` (matcher.ts), newest first. Needs a `searchable` text. */
export async function findMessages(pool: pg.Pool, request: SearchRequest): Promise<SearchPage> {
  const { limit, agentId } = request;
  const query = normaliseText(request.text);
  const before = request.before ?? Number.MAX_SAFE_INTEGER;
  const messages: FoundMessage[] = [];

  /** True when the page is full. */
  const take = (rows: readonly FoundMessage[]): boolean => {
    for (const row of rows) {
      if (messages.length === limit) return true;
      if (holdsPhrase(normaliseText(row.text), query)) messages.push(row);
    }
    return messages.length === limit;
  };
  const page = (next: number | null): SearchPage => ({ messages, next });
  const full = (): SearchPage => page(messages.at(-1)?.id ?? null);

  let above: number | null = null;
  for (let below = before; ; ) {
    const tail = await readTail(pool, above, below, agentId);
    above = tail.above;
    if (take(tail.rows)) return full();
    const oldest = tail.rows.at(-1);
    if (oldest === undefined || tail.rows.length < tailRows) break;
    below = oldest.id;
  }

  const indexedBefore = Math.min(before, above + 1);
  let looks = 0;
  let look = firstLook;
  let pending: number[] = [];
  const readPending = async (): Promise<boolean> => {
    const rows = pending.length === 0 ? [] : await readMessages(pool, pending, agentId);
    looks += pending.length;
    look = Math.min(lastLook, look * 4);
    pending = [];
    return take(rows);
  };

  const grams = gramsOf(query);
  let to = blockOf(indexedBefore);
  let blocks = firstBlocks;
  let seen = 0;
  while (to >= 0) {
    const from = Math.max(0, to - blocks + 1);
    const found = await readBlocks(pool, grams, from, to);
    for (const postings of found) {
      for (const id of commonIds(postings, indexedBefore)) {
        pending.push(id);
        if (pending.length < look) continue;
        if (await readPending()) return full();
        if (looks >= maxLooks) return page(id);
      }
    }
    if (pending.length > 0 && (await readPending())) return full();
    const bytes = found.reduce((sum, { offsets }) => sum + offsets.length, 0);
    seen += to - from + 1;
    const affordable = Math.max(firstBlocks, Math.floor((roundBytes * (to - from + 1)) / Math.max(1, bytes)));
    blocks = Math.min(affordable, blocksForRest(seen, messages.length, limit));
    to = from - 1;
  }
  return page(null);
}

/**
 * Blocks that should fill the page, with a margin of two, if hits go on as in the blocks seen so far; all of them while there
 * was none. So the work for a page does not grow with the store.
 */
function blocksForRest(seen: number, hits: number, limit: number): number {
  return hits === 0 ? Number.MAX_SAFE_INTEGER : Math.ceil((2 * seen * (limit - hits)) / hits);
}

async function readTail(pool: pg.Pool, above: number | null, before: number, agentId: number | null) {
  const { rows } = await pool.query<Omit<FoundMessage, 'id'> & { above: number; id: number | null }>({
    name: 'search-tail',
    text: `SELECT above, id, conversation_id AS "conversationId", direction, body AS text, sent_at AS "sentAt"
           FROM search_tail($1, $2, $3, $4)`,
    values: [above, before, agentId, tailRows],
  });
  return {
    above: rows[0]?.above ?? 0,
    rows: rows.filter((row): row is typeof row & FoundMessage => row.id !== null),
  };
}

async function readMessages(
  pool: pg.Pool,
  ids: readonly number[],
  agentId: number | null,
): Promise<readonly FoundMessage[]> {
  const { rows } = await pool.query<FoundMessage>({
    name: 'search-messages',
    text: `SELECT id, conversation_id AS "conversationId", direction, body AS text, sent_at AS "sentAt"
           FROM search_messages($1, $2)`,
    values: [ids, agentId],
  });
  return rows;
}

async function readBlocks(
  pool: pg.Pool,
  grams: readonly number[],
  from: number,
  to: number,
): Promise<readonly BlockPostings[]> {
  const { rows } = await pool.query<BlockPostings>({
    name: 'search-blocks',
    text: 'SELECT block, lengths, offsets FROM search_blocks($1, $2, $3)',
    values: [grams, from, to],
  });
  return rows;
}
