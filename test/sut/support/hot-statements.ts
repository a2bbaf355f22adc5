import type pg from 'pg';
import { defaultNumber } from './webhooks.ts';

/** Tables of a handful of rows, where a scan is the right plan whatever the load. */
export const smallTables = [
  'incarnations',
  'heartbeats',
  'reply_rules',
  'campaigns',
  'order_words',
  'order_phrases',
  'search_progress',
];

export interface HotStatement {
  readonly name: string;
  readonly sql: string;
  readonly values: readonly unknown[];
  /** Sent by name, as the code does: the session keeps its plan. */
  readonly prepared?: boolean;
}

export interface Fixture {
  readonly incarnationId: number;
  readonly dead: number;
  readonly conversationIds: readonly number[];
  readonly outboxIds: readonly number[];
  /** A campaign that is due, and one that starts later. */
  readonly campaignIds: readonly number[];
}

const batch = 50;
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

/** The least data the statements need: 50 customers whose answers are being sent, two incarnations. */
export async function plantFixture(pool: pg.Pool): Promise<Fixture> {
  const one = async (sql: string, values: readonly unknown[] = []) =>
    (await pool.query(sql, [...values])).rows;
  const incarnationId = (await one("SELECT begin_incarnation('node-1', 1) AS id"))[0].id as number;
  const dead = (await one("SELECT begin_incarnation('node-2', 2) AS id"))[0].id as number;
  await growConversations(pool, 'hot', batch);
  const conversations = await one(
    "SELECT v.id FROM conversations v JOIN contacts c ON c.id = v.contact_id WHERE c.wa_id LIKE 'hot%' ORDER BY v.id",
  );
  const outbox = await one(
    `INSERT INTO outbox (conversation_id, phone_number_id, to_wa_id, text, state, owner)
     SELECT id, '${defaultNumber}', 'hot', 'text', 'sending', $1 FROM unnest($2::bigint[]) AS id RETURNING id`,
    [incarnationId, conversations.map((row) => row.id)],
  );
  const campaigns = await one(
    `INSERT INTO campaigns (key, request_hash, name, starts_at, rate_per_minute)
     SELECT 'hot' || i, '', 'hot', now() + make_interval(hours => i - 1), 60 FROM generate_series(0, 1) AS i RETURNING id`,
  );
  const campaignIds = campaigns.map((row) => row.id as number);
  await growCampaign(pool, 'hot', campaignIds);
  return {
    campaignIds,
    incarnationId,
    dead,
    conversationIds: conversations.map((row) => row.id as number),
    outboxIds: outbox.map((row) => row.id as number),
  };
}

/** `count` customers with one open conversation each. */
export async function growConversations(pool: pg.Pool, prefix: string, count: number): Promise<void> {
  await pool.query(
    `WITH people AS (
       INSERT INTO contacts (wa_id, code) SELECT $1 || i, 'CODE' || i FROM generate_series(0, $2::int - 1) AS i RETURNING id
     ) INSERT INTO conversations (contact_id, phone_number_id) SELECT id, '${defaultNumber}' FROM people`,
    [prefix, count],
  );
}

/** Every contact of that prefix in each campaign. */
async function growCampaign(pool: pg.Pool, prefix: string, campaignIds: readonly number[]): Promise<void> {
  await pool.query(
    `INSERT INTO campaign_recipients (campaign_id, contact_id, phone_number_id, text, due_at)
     SELECT campaign.id, c.id, '${defaultNumber}', 'sale', campaign.starts_at + make_interval(secs => c.id)
       FROM unnest($2::bigint[]) AS given (id) JOIN campaigns campaign ON campaign.id = given.id
       CROSS JOIN contacts c WHERE c.wa_id LIKE $1 || '%'`,
    [prefix, campaignIds],
  );
}

/** `rows` pending answers in half as many conversations, 200 of them unknown: a backlog behind a throttled number. */
export async function growOutbox(pool: pg.Pool, fixture: Fixture, rows: number): Promise<void> {
  await growConversations(pool, 'waiting', rows / 2);
  await pool.query(
    `INSERT INTO outbox (conversation_id, phone_number_id, to_wa_id, text, state, owner, unknown_since)
     SELECT v.id, v.phone_number_id, 'waiting', 'Your discount code is X', kind.state,
            CASE WHEN kind.state = 'unknown' THEN $1::bigint END, CASE WHEN kind.state = 'unknown' THEN now() - interval '1 h' END
       FROM conversations v JOIN contacts c ON c.id = v.contact_id
       CROSS JOIN LATERAL (VALUES (CASE WHEN v.id % ${rows / 400} = 0 THEN 'unknown' ELSE 'pending' END), ('pending')) AS kind (state)
      WHERE c.wa_id LIKE 'waiting%' ORDER BY v.id`,
    [fixture.incarnationId],
  );
  await growCampaign(pool, 'waiting', fixture.campaignIds);
  await pool.query(
    `INSERT INTO orders (conversation_id, state, lang, item, quantity, address)
     SELECT v.id, CASE WHEN v.id % 2 = 0 THEN 'placed' ELSE 'address' END, 'en', 'tea', 1, 'here' FROM conversations v
       JOIN contacts c ON c.id = v.contact_id WHERE c.wa_id LIKE 'waiting%'`,
  );
}

/** `rows` stored messages and a third as many statuses. */
export async function growMessages(pool: pg.Pool, rows: number): Promise<void> {
  const people = 50_000;
  await growConversations(pool, 'past', people);
  await pool.query(
    `INSERT INTO messages (conversation_id, phone_number_id, wamid, direction, type, text, sent_at)
     SELECT p.id, '${defaultNumber}', 'wamid.past.' || md5(i::text), CASE WHEN i % 2 = 0 THEN 'in' ELSE 'out' END, 'text', 'some words ' || i, now()
       FROM generate_series(1, $1::int) AS i
       JOIN (SELECT v.id, row_number() OVER (ORDER BY v.id) - 1 AS n FROM conversations v JOIN contacts c ON c.id = v.contact_id
              WHERE c.wa_id LIKE 'past%') AS p ON p.n = i % ${people}`,
    [rows],
  );
  await pool.query(
    `INSERT INTO statuses (phone_number_id, wamid, rank, outbox_id)
     SELECT '${defaultNumber}', 'wamid.past.' || md5(i::text), 3, 10000000 + i FROM generate_series(1, $1::int, 3) AS i`,
    [rows],
  );
}

/** Every statement of the message path, with a batch of 50. */
export function hotStatements(fixture: Fixture): readonly HotStatement[] {
  const { incarnationId: me, conversationIds, outboxIds } = fixture;
  const fill = <T>(value: (i: number) => T): readonly T[] => range(batch).map(value);
  const wamids = fill((i) => `wamid.hot.${i}`);
  const numbers = fill(() => defaultNumber);
  const nulls = fill(() => null);
  const call = (name: string, ...values: readonly unknown[]): HotStatement => ({
    name,
    sql: `SELECT * FROM ${name}(${values.map((_, i) => `$${i + 1}`).join(', ')})`,
    values,
  });
  return [
    call(
      'ingest',
      me,
      numbers,
      fill((i) => (i % 2 === 0 ? `hot${i}` : `new${i}`)),
      fill(() => ''),
      wamids,
      fill(() => 'text'),
      fill(() => 'Discount code'),
      fill((i) => (i % 10 === 0 ? (i % 20 === 0 ? 'hello' : 'i want to order') : 'discount code')),
      nulls,
      nulls,
      fill(() => 1_750_000_000),
    ),
    call(
      'finish',
      me,
      outboxIds,
      conversationIds,
      fill(() => 'sent'),
      wamids,
      nulls,
    ),
    call('claim_next', me, conversationIds),
    call(
      'record_statuses',
      me,
      numbers,
      wamids,
      fill(() => 1),
      nulls,
      outboxIds,
    ),
    call('resolve_unknown', me, 1.5, 'resend', 50),
    call('sweep_pending', 0, 500),
    call('insert_reply', conversationIds[0], 'text', null),
    call('take_over', fixture.dead, me),
    call('order_step', conversationIds[0], 1, 'I want to order', 'i want to order'),
    call('claim_campaign', me, [defaultNumber, 'other'], [batch, batch]),
    call('campaign_outlook', me),
    call(
      'schedule_campaign',
      me,
      'new',
      Buffer.alloc(32),
      'new',
      '2030-01-01T00:00:00Z',
      5000,
      null,
      [defaultNumber],
      fill((i) => (i % 2 === 0 ? `hot${i}` : `new${i}`)),
      fill(() => 'sale'),
    ),
    call('search_tail', null, Number.MAX_SAFE_INTEGER, null, 20),
    call(
      'search_blocks',
      range(8).map((i) => i * 65_537),
      0,
      100,
    ),
    call(
      'search_messages',
      range(batch).map((i) => i * 17 + 1),
      1,
    ),
    {
      name: 'owned_sending',
      sql: "SELECT id FROM outbox WHERE owner = $1 AND state = 'sending'",
      values: [me],
    },
    {
      name: 'unknown_held',
      sql: "SELECT count(*) AS count FROM outbox WHERE owner = $1 AND state = 'unknown'",
      values: [me],
    },
  ];
}
