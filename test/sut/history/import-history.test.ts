import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asset } from '../../../package-root.ts';
import { importHistory, type PastConversation } from '../../../sut/history/import-history.ts';
import { findMessages } from '../../../sut/search/find-messages.ts';
import { indexBatch } from '../../../sut/search/indexer.ts';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.stop());
beforeEach(() => database.clear());

function conversation(n: number, texts: readonly string[]): PastConversation {
  return {
    waId: `wa${n % 7}`,
    name: `Customer ${n % 7}`,
    number: '100000000000001',
    messages: texts.map((text, i) => ({
      direction: i % 2 === 0 ? 'in' : 'out',
      text,
      at: new Date(Date.UTC(2025, 0, 1) + n * 1000 + i).toISOString(),
    })),
  };
}

async function* from(conversations: readonly PastConversation[]): AsyncGenerator<PastConversation> {
  yield* conversations;
}

/** What the message path does: messages with ids of their own. */
async function arrive(text: string, count = 1): Promise<void> {
  await database.pool.query(
    `INSERT INTO messages (conversation_id, phone_number_id, wamid, direction, type, text, sent_at)
     SELECT 1, '1', 'wamid.live.' || gen_random_uuid(), 'in', 'text', $1, now() FROM generate_series(1, $2::int)`,
    [text, count],
  );
}

async function texts(query: string): Promise<string[]> {
  const page = await findMessages(database.pool, { text: query, limit: 100, before: null, agentId: null });
  expect(page.next).toBeNull();
  return page.messages.map(({ text }) => text);
}

test('imported conversations are stored closed, read in order and found with what arrived before and after', async () => {
  const { pool } = database;
  await arrive('첫 환불 문의');
  const awkward = 'tab\there, back\\slash, line\nbreak \\N 환불';
  const counts = await importHistory(
    pool,
    from([conversation(1, ['환불 하나', 'ok']), conversation(2, [awkward]), conversation(8, ['배송 하나'])]),
  );
  expect(counts).toEqual({ conversations: 3, messages: 4 });
  await arrive('마지막 환불 문의');
  expect(await texts('환불')).toEqual(['마지막 환불 문의', awkward, '환불 하나', '첫 환불 문의']);
  await importHistory(pool, from([conversation(9, ['환불 둘'])]));
  expect(await texts('환불')).toEqual(['환불 둘', '마지막 환불 문의', awkward, '환불 하나', '첫 환불 문의']);

  const { rows } = await pool.query(
    `SELECT c.wa_id AS wa, v.status, m.direction, m.text
       FROM messages m JOIN conversations v ON v.id = m.conversation_id JOIN contacts c ON c.id = v.contact_id
      WHERE m.wamid LIKE 'wamid.import.%' ORDER BY m.id`,
  );
  expect(rows.map(({ wa, status, direction, text }) => [wa, status, direction, text])).toEqual([
    ['wa1', 'closed', 'in', '환불 하나'],
    ['wa1', 'closed', 'out', 'ok'],
    ['wa2', 'closed', 'in', awkward],
    ['wa1', 'closed', 'in', '배송 하나'],
    ['wa2', 'closed', 'in', '환불 둘'],
  ]);
});

test('more than a block: whole blocks are written whole, the indexer goes on behind them', async () => {
  const { pool } = database;
  const total = 70_000;
  async function* many(): AsyncGenerator<PastConversation> {
    for (let n = 0; n < total / 4; n += 1)
      yield conversation(n, [`aa ${n}`, 'bb', n % 1000 === 0 ? '희귀 말' : 'cc', 'dd']);
  }
  expect((await importHistory(pool, many())).messages).toBe(total);
  const { rows: blocks } = await pool.query(
    `SELECT (SELECT count(DISTINCT block) FROM search_postings) AS whole, (SELECT count(DISTINCT block) FROM search_parts) AS growing`,
  );
  expect(blocks[0]).toEqual({ whole: 1, growing: 1 });
  expect(await texts('희귀')).toHaveLength(18);
  await arrive('희귀 살아 있는 말');
  await arrive('later', 3_000);
  await indexBatch(pool);
  while (await indexBatch(pool));
  const { rows } = await pool.query(
    'SELECT (SELECT max(id) FROM messages) - indexed_to AS behind FROM search_progress',
  );
  expect(rows[0].behind).toBeLessThan(1_024);
  expect(await texts('희귀')).toHaveLength(19);
  expect(await texts('aa 17499')).toEqual(['aa 17499']);
}, 60_000);

test('the tool names the first bad line and stores nothing of its block', async () => {
  const urlFile = join(database.dataDir, 'database-url');
  writeFileSync(urlFile, `${database.url}\n`);
  const main = asset(process.env.SP_TEST_DIST ?? 'dist', 'sut/history/main.js');
  const run = (input: string) =>
    spawnSync(process.execPath, [main, '--database-url-file', urlFile], { input, encoding: 'utf8' });
  const good = JSON.stringify(conversation(1, ['hello']));
  const bad = run(`${good}\n{"waId":"x","name":"x","number":"1","messages":[{"direction":"up"}]}\n`);
  expect([bad.status, bad.stderr]).toEqual([65, expect.stringContaining('line 2: needs waId')]);
  expect((await database.pool.query('SELECT count(*) AS n FROM messages')).rows[0].n).toBe(0);
  const done = run(`${good}\n\n`);
  expect([done.status, JSON.parse(done.stdout)]).toEqual([
    0,
    { kind: 'done', conversations: 1, messages: 1 },
  ]);
  expect(await texts('hello')).toEqual(['hello']);
}, 30_000);
