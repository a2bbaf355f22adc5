import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findMessages, searchable } from '../../../sut/search/find-messages.ts';
import { indexBatch, indexNext } from '../../../sut/search/indexer.ts';
import { normaliseText } from '../../../sut/search/normalise.ts';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.stop());
beforeEach(() => database.clear());

interface Stored {
  readonly id: number;
  readonly text: string | null;
  readonly conversationId: number;
}

async function store(pool: pg.Pool, messages: readonly Stored[]): Promise<void> {
  await pool.query(
    `INSERT INTO messages (id, conversation_id, phone_number_id, wamid, direction, type, text, sent_at)
     OVERRIDING SYSTEM VALUE
     SELECT id, conversation, '1', 'wamid.' || id, 'in', 'text', text, now()
       FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS given (id, conversation, text)`,
    [messages.map(({ id }) => id), messages.map((m) => m.conversationId), messages.map(({ text }) => text)],
  );
}

/** Indexes up to each of `stops` in turn; the rest stays in the tail. */
async function indexTo(pool: pg.Pool, stops: readonly number[]): Promise<void> {
  await pool.query('INSERT INTO search_progress DEFAULT VALUES');
  const client = await pool.connect();
  let done = 0;
  for (const stop of stops) while (done < stop) done = await indexNext(client, done, stop);
  client.release();
}

/** Every page until the last, `limit` a page. */
async function searchAll(text: string, limit: number, agentId: number | null = null): Promise<number[]> {
  const ids: number[] = [];
  let before: number | null = null;
  for (let pages = 0; pages < 500; pages += 1) {
    const page = await findMessages(database.pool, { text, limit, before, agentId });
    expect(page.messages.length).toBeLessThanOrEqual(limit);
    ids.push(...page.messages.map(({ id }) => id));
    if (page.next === null) return ids;
    before = page.next;
  }
  throw new Error('pages do not end');
}

// The definition of a hit, written apart from the code under test: a regular expression over the normalised text.
const noSpaces =
  '\\p{Script=Han}\\p{Script=Hangul}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\u30fc\\p{Extended_Pictographic}';
const wordUnit = `(?![${noSpaces}])[\\p{L}\\p{N}\\p{M}]`;
function naive(messages: readonly Stored[], text: string): number[] {
  const query = normaliseText(text);
  const starts = new RegExp(`^${wordUnit}`, 'u').test(query);
  const ends = new RegExp(`${wordUnit}$`, 'u').test(query);
  const escaped = query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const pattern = new RegExp(
    `${starts ? `(?<!${wordUnit})` : ''}${escaped}${ends ? `(?!${wordUnit})` : ''}`,
    'u',
  );
  return messages
    .filter((message) => message.text !== null && pattern.test(normaliseText(message.text)))
    .map(({ id }) => id)
    .sort((a, b) => b - a);
}

const piece = fc.constantFrom(
  '환불',
  '불',
  '환',
  '배송',
  '송',
  '退款',
  '款',
  '退',
  '快递',
  '递',
  'refund',
  'refunds',
  'Re',
  'fund',
  'A1',
  'é',
  'Ｒｅｆｕｎｄ',
  'ｱｲ',
  '😀',
  '😃',
  ' ',
  ' ',
  '  ',
  ',',
  '。',
  '!',
  '-',
  "'",
  '_',
  '\n',
  '%',
  'ΟΔΟΣ',
  'สวัสดี',
);
const line = fc.array(piece, { minLength: 0, maxLength: 12 }).map((parts) => parts.join(''));

test('pages of the index and of the tail together are the naive scan, newest first', async () => {
  // Ids around the boundaries of two blocks of 65,536, with gaps.
  const firstIds = [1, 65_500, 131_050];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 9, arbitrary: line }, { weight: 1, arbitrary: fc.constant(null) }), {
        minLength: 90,
        maxLength: 160,
      }),
      fc.array(fc.nat(200_000), { maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(8), fc.nat(9)), { minLength: 8, maxLength: 8 }),
      fc.integer({ min: 1, max: 7 }),
      async (texts, stops, cuts, limit) => {
        await database.pool.query(
          'DELETE FROM messages; DELETE FROM search_progress; DELETE FROM search_parts; DELETE FROM search_postings',
        );
        const messages = texts.map((text, i) => ({
          id: (firstIds[i % 3] ?? 0) + Math.floor(i / 3),
          text,
          conversationId: 1,
        }));
        await store(database.pool, messages);
        await indexTo(
          database.pool,
          stops.toSorted((a, b) => a - b),
        );
        for (const [which, from, length] of cuts) {
          const text = texts[which % texts.length] ?? '';
          const query = text.slice(from, from + 1 + length);
          // A query cut through a pair of surrogates is no text a person can type.
          if (/\p{Surrogate}/u.test(query) || !searchable(query)) continue;
          expect([query, await searchAll(query, limit)]).toEqual([query, naive(messages, query)]);
        }
      },
    ),
    { numRuns: 20 },
  );
}, 60_000);

test('what the background indexer has taken in is found exactly once', async () => {
  const words = ['환불', '退款', 'refund', 'hello'];
  const messages = Array.from({ length: 5_000 }, (_, i) => ({
    id: i + 1,
    text: `${words[i % 4]} ${i % 7 === 0 ? '빨리' : ''} ${i}`,
    conversationId: 1,
  }));
  await store(database.pool, messages);
  await database.pool.query("SELECT setval('messages_id_seq', 5000)");
  // The first call only marks the horizon: the ids drawn so far are settled when the next one begins.
  expect(await indexBatch(database.pool)).toBe(false);
  while (await indexBatch(database.pool));
  const { rows } = await database.pool.query('SELECT indexed_to AS to FROM search_progress');
  expect(rows[0].to).toBe(5_000);
  for (const query of ['환불 빨리', '退款', 'refund']) {
    expect(await searchAll(query, 100)).toEqual(naive(messages, query));
  }
});

test('an id drawn and not yet committed holds the index back; it is found once committed', async () => {
  const { pool } = database;
  await store(
    pool,
    Array.from({ length: 2_100 }, (_, i) => ({ id: i + 1, text: 'settled', conversationId: 1 })),
  );
  await pool.query("SELECT setval('messages_id_seq', 2100)");
  const slow = await pool.connect();
  await slow.query('BEGIN');
  // As fence() does: the transaction has its id before it draws a message id.
  await slow.query('SELECT pg_current_xact_id()');
  await slow.query("SELECT nextval('messages_id_seq')");
  await store(
    pool,
    Array.from({ length: 2_000 }, (_, i) => ({ id: i + 2_102, text: 'later', conversationId: 1 })),
  );
  await pool.query("SELECT setval('messages_id_seq', 4101)");
  for (let i = 0; i < 4; i += 1) await indexBatch(pool);
  const progress = async () => (await pool.query('SELECT indexed_to AS to FROM search_progress')).rows[0].to;
  expect(await progress()).toBe(0);
  await slow.query(
    `INSERT INTO messages (id, conversation_id, phone_number_id, wamid, direction, type, text, sent_at)
     OVERRIDING SYSTEM VALUE VALUES (2101, 1, '1', 'wamid.2101', 'in', 'text', 'overtaken', now())`,
  );
  await slow.query('COMMIT');
  slow.release();
  expect(await searchAll('overtaken', 10)).toEqual([2_101]);
  for (let i = 0; i < 4; i += 1) await indexBatch(pool);
  expect(await progress()).toBe(4_101);
  expect(await searchAll('overtaken', 10)).toEqual([2_101]);
});

test('an agent finds what is in own conversations only, also among very many matches', async () => {
  const { pool } = database;
  await pool.query(
    `INSERT INTO agents (login, role, password_hash, capacity) VALUES ('a', 'agent', 'x', 5), ('b', 'agent', 'x', 5)`,
  );
  const { rows: agents } = await pool.query<{ id: number }>('SELECT id FROM agents ORDER BY login');
  await pool.query(`INSERT INTO contacts (wa_id) SELECT i::text FROM generate_series(1, 3) AS i`);
  const { rows: conversations } = await pool.query<{ id: number }>(
    `INSERT INTO conversations (contact_id, phone_number_id) SELECT id, '1' FROM contacts RETURNING id`,
  );
  await pool.query(
    `INSERT INTO agent_cases (conversation_id, state, agent_id, waiting_order, last_text)
     VALUES ($1, 'assigned', $3, 1, ''), ($2, 'closed', $4, 2, '')`,
    [conversations[0]?.id, conversations[1]?.id, agents[0]?.id, agents[1]?.id],
  );
  // 20,000 matches of nobody, 3 of agent a spread among them, 1 of agent b.
  const owner = (id: number): number => {
    if ([2, 10_000, 19_999].includes(id)) return conversations[0]?.id ?? 0;
    return (id === 7_777 ? conversations[1]?.id : conversations[2]?.id) ?? 0;
  };
  const messages = Array.from({ length: 20_000 }, (_, i) => ({
    id: i + 1,
    text: '배송 문의',
    conversationId: owner(i + 1),
  }));
  await store(pool, messages);
  for (const indexedTo of [0, 20_000]) {
    await pool.query('TRUNCATE search_progress, search_parts, search_postings');
    await indexTo(pool, [indexedTo]);
    expect(await searchAll('배송', 2, agents[0]?.id)).toEqual([19_999, 10_000, 2]);
    expect(await searchAll('배송', 2, agents[1]?.id)).toEqual([7_777]);
    const { messages: everything } = await findMessages(pool, {
      text: '배송',
      limit: 3,
      before: null,
      agentId: null,
    });
    expect(everything.map(({ id }) => id)).toEqual([20_000, 19_999, 19_998]);
  }
});
