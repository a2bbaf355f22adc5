import { createHash } from 'node:crypto';
import type pg from 'pg';
import { ApiError } from '../../../sut/agents/api-error.ts';
import {
  closeCase,
  holdCase,
  listCases,
  readCase,
  readHistory,
  writeWaybill,
} from '../../../sut/agents/case-store.ts';
import {
  type Actor,
  endSession,
  findAccount,
  findSession,
  openSession,
  setPresence,
} from '../../../sut/agents/sessions.ts';
import { numberEvents, readAfter, readAgentAfter, readHeads } from '../../../sut/realtime/event-store.ts';
import { closeSocket, openSocket } from '../../../sut/realtime/socket-store.ts';
import { createRouter } from '../../../sut/routing/router.ts';
import { startSweep } from '../../../sut/routing/sweep.ts';
import { type Fixture, growConversations, type HotStatement } from './hot-statements.ts';
import { defaultNumber } from './webhooks.ts';

/** Tables of one row per person at work or per started node. */
export const smallAgentTables = ['agents', 'agent_sockets', 'agent_event_heads'];

export interface Desk {
  readonly actor: Actor;
  readonly conversationId: number;
  readonly incarnationId: number;
}

const agents = 50;
/** More than a screen, a routing batch or a page of events takes: the work is the same before and after growth. */
const screen = 220;
const waiting = 250;
const page = 500;
const expired = 300;
/** Where the planted page begins: growth fills the numbers below. */
const pageFrom = 1_000_000;
const token = 'a token of the fixture';

/** The least data a desk at work needs, so that every statement has its full batch to do on otherwise empty tables. */
export async function plantDesk(pool: pg.Pool, fixture: Fixture): Promise<Desk> {
  const me = fixture.incarnationId;
  await pool.query(
    `INSERT INTO agents (login, role, password_hash, presence, lost_at, capacity)
     SELECT 'agent-' || i, 'agent', '', 'online', NULL, 1000000 FROM generate_series(1, $1::int) AS i`,
    [agents],
  );
  const { rows } = await pool.query<{ id: number }>('SELECT id FROM agents ORDER BY id');
  const id = (i: number): number => rows[i]?.id as number;
  // Two agents are away for good, with cases to release; five channels died with their node.
  await pool.query(
    "UPDATE agents SET presence = 'away', lost_at = now() - interval '1 h', open_cases = 25 WHERE id = ANY ($1)",
    [[id(1), id(2)]],
  );
  await pool.query(
    `WITH gone AS (
       INSERT INTO incarnations (node_name, pid, ended_at) VALUES ('node-3', 3, now()) RETURNING id
     ) INSERT INTO agent_sockets (agent_id, incarnation_id) SELECT a, gone.id FROM gone, unnest($1::int[]) AS a`,
    [[3, 4, 5, 6, 7].map(id)],
  );
  await pool.query('INSERT INTO agent_sockets (agent_id, incarnation_id) SELECT id, $1 FROM agents', [me]);
  await growConversations(pool, 'desk', screen + 50 + waiting);
  await pool.query(
    `INSERT INTO agent_cases (conversation_id, state, agent_id, waiting_order, last_text)
     SELECT v.id, CASE WHEN n <= $1 THEN 'assigned' ELSE 'waiting' END,
            CASE WHEN n <= $2 THEN $4::int WHEN n <= $2 + 25 THEN $5 WHEN n <= $1 THEN $6 END,
            nextval('agent_case_order'), 'words'
       FROM (SELECT v.id, row_number() OVER (ORDER BY v.id) AS n FROM conversations v JOIN contacts c ON c.id = v.contact_id
              WHERE c.wa_id LIKE 'desk%' ORDER BY v.id LIMIT $3) AS v`,
    [screen + 50, screen, screen + 50 + waiting, id(0), id(1), id(2)],
  );
  await pool.query('UPDATE agents SET open_cases = $1 WHERE id = $2', [screen, id(0)]);
  await leaveUnanswered(pool, 'desk', waiting);
  const mine = await pool.query<{ id: number }>(
    'SELECT min(conversation_id) AS id FROM agent_cases WHERE agent_id = $1',
    [id(0)],
  );
  const conversationId = mine.rows[0]?.id as number;
  await growHistory(pool, conversationId, screen);
  await pool.query(
    `INSERT INTO agent_event_inbox (agent_id, type, conversation)
     SELECT $1, 'message', '{"id": "1"}' FROM generate_series(1, $2::int)`,
    [id(0), page + 1],
  );
  await pool.query(
    `WITH line AS (INSERT INTO agent_event_heads (incarnation_id, n) VALUES ($1, $2))
     INSERT INTO agent_events (incarnation_id, n, agent_id, type, conversation, at)
     SELECT $1, n, $3, 'message', '{"id": "1"}', now() - CASE WHEN n <= $4 THEN interval '2 h' ELSE interval '0' END
       FROM (SELECT generate_series(1, $4::int) UNION ALL SELECT generate_series($5::int, $2::int)) AS numbers (n)`,
    [me, pageFrom + page, id(0), expired, pageFrom + 1],
  );
  await pool.query(
    `INSERT INTO agent_sessions (token_hash, agent_id, expires_at)
     SELECT sha256(convert_to(i::text, 'UTF8')), $1, now() - interval '1 h' FROM generate_series(1, 50) AS i
     UNION ALL VALUES ($2::bytea, $1::int, now() + interval '1 d')`,
    [id(0), createHash('sha256').update(token).digest()],
  );
  return { actor: { agentId: id(0), role: 'agent' }, conversationId, incarnationId: me };
}

/** One unanswered message in each of the first conversations of these people. */
async function leaveUnanswered(pool: pg.Pool, prefix: string, count: number): Promise<void> {
  await pool.query(
    `WITH asked AS (
       INSERT INTO messages (conversation_id, phone_number_id, wamid, direction, type, text, sent_at)
       SELECT v.id, '${defaultNumber}', 'wamid.left.' || v.id, 'in', 'text', 'hello', now()
         FROM conversations v JOIN contacts c ON c.id = v.contact_id WHERE c.wa_id LIKE $1 || '%' ORDER BY v.id LIMIT $2
       RETURNING id, conversation_id
     ) INSERT INTO unanswered SELECT id, conversation_id FROM asked`,
    [prefix, count],
  );
}

async function growHistory(pool: pg.Pool, conversationId: number, rows: number): Promise<void> {
  await pool.query(
    `INSERT INTO messages (conversation_id, phone_number_id, wamid, direction, type, text, sent_at)
     SELECT $1, '${defaultNumber}', 'wamid.long.' || $2::int || '.' || i, 'in', 'text', 'words ' || i, now()
       FROM generate_series(1, $2::int) AS i`,
    [conversationId, rows],
  );
}

/**
 * A case for each conversation of `prefix`: a tenth waits, with an unanswered message, a tenth is assigned, the rest is
 * closed. A history 20 times longer, `events` more of the same agent and as many sessions / 10, all still kept.
 */
export async function growDesk(pool: pg.Pool, desk: Desk, prefix: string, events: number): Promise<void> {
  const { rowCount } = await pool.query(
    `INSERT INTO agent_cases (conversation_id, state, agent_id, waiting_order, last_text)
     SELECT v.id, CASE v.n % 10 WHEN 0 THEN 'waiting' WHEN 1 THEN 'assigned' ELSE 'closed' END,
            CASE v.n % 10 WHEN 0 THEN NULL ELSE (SELECT max(id) FROM agents) END, nextval('agent_case_order'), 'words'
       FROM (SELECT v.id, row_number() OVER () AS n FROM conversations v JOIN contacts c ON c.id = v.contact_id
              WHERE c.wa_id LIKE $1 || '%') AS v`,
    [prefix],
  );
  await leaveUnanswered(pool, prefix, Math.floor((rowCount ?? 0) / 10));
  await growHistory(pool, desk.conversationId, 20 * screen + events);
  await pool.query(
    `INSERT INTO agent_events (incarnation_id, n, agent_id, type, conversation)
     SELECT $1, kept.n + i, $2, 'message', '{"id": "1"}' FROM generate_series(1, $3::int) AS i,
            (SELECT max(n) AS n FROM agent_events WHERE incarnation_id = $1 AND n <= ${pageFrom}) AS kept`,
    [desk.incarnationId, desk.actor.agentId, events],
  );
  await pool.query(
    `INSERT INTO agent_sessions (token_hash, agent_id, expires_at)
     SELECT sha256(convert_to($2 || i, 'UTF8')), $1, now() + interval '1 d' FROM generate_series(1, $3::int / 10) AS i`,
    [desk.actor.agentId, prefix, events],
  );
}

/** A pool, and a session of it, that notes what it is asked and answers nothing. */
function recordingPool(): {
  readonly pool: pg.Pool & pg.PoolClient;
  readonly asked: Map<string, HotStatement>;
} {
  const asked = new Map<string, HotStatement>();
  const pool = {
    query: async ({ name, text, values }: { name: string; text: string; values: readonly unknown[] }) => {
      asked.set(name, { name, sql: text, values, prepared: true });
      return { rows: [] };
    },
  };
  return { pool: pool as unknown as pg.Pool & pg.PoolClient, asked };
}

/** Every statement of agents/, routing/ and realtime/ that runs more than once a start: the code itself is asked. */
export async function hotAgentStatements(desk: Desk): Promise<readonly HotStatement[]> {
  const { pool, asked } = recordingPool();
  const { actor } = desk;
  const id = String(desk.conversationId);
  const cursor = new Map([[String(desk.incarnationId), pageFrom]]);
  const unexpected = (error: unknown) => {
    throw error;
  };
  // An empty answer is "no such conversation" to some of them.
  const refused = async (work: Promise<unknown>): Promise<void> => {
    await work.catch((error) => {
      if (!(error instanceof ApiError)) throw error;
    });
  };
  await findAccount(pool, 'agent-1');
  await openSession(pool, actor.agentId);
  await findSession(pool, token);
  await endSession(pool, token);
  await setPresence(pool, actor.agentId, 'online');
  await listCases(pool, actor, false);
  await listCases(pool, { ...actor, role: 'supervisor' }, true);
  await refused(readCase(pool, actor, id));
  await readHistory(pool, id);
  await refused(holdCase(pool, actor, desk.conversationId));
  await refused(writeWaybill(pool, actor, id, 'WB-1', 0));
  await refused(closeCase(pool, actor, id));
  await openSocket(pool, actor.agentId, desk.incarnationId);
  await closeSocket(pool, actor.agentId, '1');
  await numberEvents(pool, desk.incarnationId);
  await readHeads(pool, cursor);
  await readAfter(pool, cursor);
  await readAgentAfter(pool, actor.agentId, cursor);
  const router = createRouter(pool, () => undefined, unexpected);
  router.wake();
  await router.close();
  const sweep = startSweep(pool, {
    releaseGraceMs: 10_000,
    eventRetentionMs: 3_600_000,
    forgetHours: 25,
    wake: () => undefined,
    failed: unexpected,
  });
  // The 60th prunes.
  for (let run = 0; run < 60; run += 1) await sweep.run();
  await sweep.close();
  return [...asked.values()];
}
