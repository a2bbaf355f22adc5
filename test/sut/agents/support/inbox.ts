import type pg from 'pg';

let serial = 0;

/** A conversation of a new customer, without a message. */
export async function newConversation(db: pg.Pool | pg.PoolClient): Promise<number> {
  serial += 1;
  const { rows } = await db.query<{ id: number }>(
    `WITH contact AS (INSERT INTO contacts (wa_id) VALUES ($1) RETURNING id)
     INSERT INTO conversations (contact_id, phone_number_id) SELECT id, '1001' FROM contact RETURNING id`,
    [`8210${process.pid}${serial}`],
  );
  return Number(rows[0]?.id);
}

/** What ingest does with a message that no rule answers. */
export async function leaveToAgents(
  db: pg.Pool | pg.PoolClient,
  conversationId: number,
  text: string,
): Promise<void> {
  serial += 1;
  await db.query(
    `WITH message AS (
       INSERT INTO messages (conversation_id, phone_number_id, wamid, direction, type, text, sent_at)
       VALUES ($1, '1001', $2, 'in', 'text', $3, now()) RETURNING id
     ) INSERT INTO unanswered (message_id, conversation_id) SELECT id, $1 FROM message`,
    [conversationId, `wamid.test.${process.pid}.${serial}`, text],
  );
}

/** `count` new conversations with one message each, in order; returns their ids. */
export async function newCases(db: pg.Pool, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 1; n <= count; n += 1) {
    const id = await newConversation(db);
    await leaveToAgents(db, id, `ask ${n}`);
    ids.push(id);
  }
  return ids;
}
