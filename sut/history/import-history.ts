import type pg from 'pg';
import { indexNext } from '../search/indexer.ts';
import { normaliseText } from '../search/normalise.ts';
import { blockSize, type PostingsBuilder, postingsBuilder } from '../search/postings.ts';
import { copyIn, copyValue } from './copy-in.ts';

/** The lock of migrations/008-search.sql: one writer of the index at a time. */
const indexLock = 5_460_483;

/** One line of an import: a closed conversation, oldest message first. */
export interface PastConversation {
  readonly waId: string;
  readonly name: string;
  /** Phone number id of the business. */
  readonly number: string;
  readonly messages: readonly {
    readonly direction: 'in' | 'out';
    readonly text: string;
    /** ISO 8601 */
    readonly at: string;
  }[];
}

export interface ImportCounts {
  readonly conversations: number;
  readonly messages: number;
}

/**
 * Stores past conversations with COPY, and their search index with them, in transactions of about one index block. The
 * system stays up meanwhile; its own new messages are searched row by row until the import ends. Only one import at a
 * time: a second one waits.
 */
export async function importHistory(
  pool: pg.Pool,
  conversations: AsyncIterable<PastConversation>,
): Promise<ImportCounts> {
  const client = await pool.connect();
  const counts = { conversations: 0, messages: 0 };
  try {
    let block: PastConversation[] = [];
    let size = 0;
    for await (const conversation of conversations) {
      if (conversation.messages.length > blockSize)
        throw new Error(`${conversation.waId}: too many messages`);
      if (size + conversation.messages.length > blockSize) {
        await storeBlock(client, block, size);
        block = [];
        size = 0;
      }
      block.push(conversation);
      size += conversation.messages.length;
      counts.conversations += 1;
      counts.messages += conversation.messages.length;
    }
    if (size > 0) await storeBlock(client, block, size);
    await client.query('ANALYZE messages, conversations, contacts, search_postings, search_parts');
  } finally {
    client.release();
  }
  return counts;
}

/** One block of the index and its messages. The ids start on a block's first one, so that the block is written whole. */
async function storeBlock(
  client: pg.ClientBase,
  conversations: readonly PastConversation[],
  size: number,
): Promise<void> {
  // For the session: no other writer of the index may run past ids that are reserved and not yet stored.
  await client.query('SELECT pg_advisory_lock($1)', [indexLock]);
  try {
    const start = await reserve(client, conversations.length, size);
    await indexBefore(client, start.message);
    await transaction(client, async () => {
      const contacts = await storeContacts(client, conversations);
      await copyIn(
        client,
        'COPY conversations (id, contact_id, phone_number_id, status, created_at, closed_at) FROM STDIN',
        conversationLines(conversations, start.conversation, contacts),
      );
      const index = postingsBuilder();
      await copyIn(
        client,
        'COPY messages (id, conversation_id, phone_number_id, wamid, direction, type, text, sent_at, stored_at) FROM STDIN',
        messageLines(conversations, start, index),
      );
      await storeIndex(client, index, start.message, size);
    });
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [indexLock]).catch(() => undefined);
  }
}

/** Brings the index up to the message before `first`: every earlier id was drawn by a statement that has ended. */
async function indexBefore(client: pg.ClientBase, first: number): Promise<void> {
  await client.query('INSERT INTO search_progress DEFAULT VALUES ON CONFLICT DO NOTHING');
  const { rows } = await client.query<{ indexedTo: number }>(
    'SELECT indexed_to AS "indexedTo" FROM search_progress',
  );
  let indexedTo = rows[0]?.indexedTo ?? 0;
  while (indexedTo < first - 1) {
    indexedTo = await transaction(client, () => indexNext(client, indexedTo, first - 1));
  }
}

async function transaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const value = await work();
    await client.query('COMMIT');
    return value;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

interface Start {
  readonly conversation: number;
  readonly message: number;
}

/**
 * Takes ids for a block: the messages' start at the next block of the index. The locks wait for every statement that is
 * drawing ids and keep new ones out for the moment that this takes.
 */
function reserve(client: pg.ClientBase, conversations: number, messages: number): Promise<Start> {
  return transaction(client, async () => {
    await client.query('LOCK TABLE conversations, messages IN SHARE ROW EXCLUSIVE MODE');
    const { rows } = await client.query<Start>(
      `WITH next AS (
         SELECT nextval('conversations_id_seq') AS conversation, (nextval('messages_id_seq') / $3 + 1) * $3 AS message
       ), taken AS (
         SELECT setval('conversations_id_seq', conversation + $1), setval('messages_id_seq', message + $2 - 1) FROM next
       )
       SELECT conversation, message FROM next, taken`,
      [conversations, messages, blockSize],
    );
    if (!rows[0]) throw new Error('no ids were given');
    return rows[0];
  });
}

async function storeContacts(
  client: pg.ClientBase,
  conversations: readonly PastConversation[],
): Promise<ReadonlyMap<string, number>> {
  const names = new Map(conversations.map(({ waId, name }) => [waId, name]));
  const waIds = [...names.keys()];
  await client.query(
    `INSERT INTO contacts (wa_id, name) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT (wa_id) DO NOTHING`,
    [waIds, [...names.values()]],
  );
  const { rows } = await client.query<{ waId: string; id: number }>(
    'SELECT wa_id AS "waId", id FROM contacts WHERE wa_id = ANY ($1)',
    [waIds],
  );
  return new Map(rows.map(({ waId, id }) => [waId, id]));
}

function* conversationLines(
  conversations: readonly PastConversation[],
  firstId: number,
  contacts: ReadonlyMap<string, number>,
): Generator<string> {
  let id = firstId;
  for (const conversation of conversations) {
    const { waId, number, messages } = conversation;
    const values = [
      id,
      contacts.get(waId) ?? null,
      number,
      'closed',
      messages[0]?.at ?? null,
      messages.at(-1)?.at ?? null,
    ];
    yield `${values.map(copyValue).join('\t')}\n`;
    id += 1;
  }
}

function* messageLines(
  conversations: readonly PastConversation[],
  start: Start,
  index: PostingsBuilder,
): Generator<string> {
  let id = start.message;
  let conversationId = start.conversation;
  for (const { number, messages } of conversations) {
    for (const { direction, text, at } of messages) {
      index.add(id, normaliseText(text));
      const values = [id, conversationId, number, `wamid.import.${id}`, direction, 'text', text, at, at];
      yield `${values.map(copyValue).join('\t')}\n`;
      id += 1;
    }
    conversationId += 1;
  }
}

/** A whole block, or a part that later messages continue. */
async function storeIndex(
  client: pg.ClientBase,
  index: PostingsBuilder,
  firstId: number,
  size: number,
): Promise<void> {
  const block = firstId / blockSize;
  const whole = size === blockSize;
  await copyIn(
    client,
    whole
      ? 'COPY search_postings (gram, block, offsets) FROM STDIN'
      : 'COPY search_parts (gram, block, part, offsets) FROM STDIN',
    indexLines(index, whole ? [block] : [block, 0]),
  );
  await client.query('INSERT INTO search_progress DEFAULT VALUES ON CONFLICT DO NOTHING');
  const last = firstId + size - 1;
  await client.query(
    'UPDATE search_progress SET indexed_to = $1, settled_to = greatest(settled_to, $1), seen_id = greatest(seen_id, $1)',
    [last],
  );
}

function* indexLines(index: PostingsBuilder, place: readonly number[]): Generator<string> {
  const { grams, counts, offsets } = index.finish();
  let at = 0;
  for (const [i, gram] of grams.entries()) {
    const length = 2 * (counts[i] ?? 0);
    // Two backslashes: COPY takes one as its own escape.
    yield `${[gram, ...place].join('\t')}\t\\\\x${offsets.toString('hex', at, at + length)}\n`;
    at += length;
  }
}
