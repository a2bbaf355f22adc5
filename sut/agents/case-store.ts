import type pg from 'pg';
import { ApiError } from './api-error.ts';
import type { Actor } from './sessions.ts';

export interface Case {
  readonly id: string;
  /** Newest message that was left to agents. */
  readonly text: string;
  readonly version: number;
  readonly state: 'waiting' | 'assigned' | 'closed';
  readonly waybill: string | null;
  readonly agentId: number | null;
}

export interface HistoryLine {
  readonly direction: 'in' | 'out';
  readonly text: string;
  /** ISO 8601; null while an outbound message is on its way. */
  readonly at: string | null;
}

/** Lines and list entries returned at most: what a screen shows. */
const screenRows = 200;

const columns = `conversation_id::text AS id, last_text AS text, version, state, waybill, agent_id AS "agentId"`;

/** Throws 404 or 403 unless `actor` owns the case or is a supervisor. */
function requireAccess<T extends { readonly agentId: number | null }>(found: T | undefined, actor: Actor): T {
  if (!found) throw new ApiError(404, 'SP_SUT_CONVERSATION_UNKNOWN', 'no such conversation in the inbox');
  if (actor.role !== 'supervisor' && found.agentId !== actor.agentId) {
    throw new ApiError(403, 'SP_SUT_NOT_YOURS', 'this conversation belongs to another agent');
  }
  return found;
}

/** The actor's open cases, oldest first; a supervisor may ask for everybody's and the waiting ones. */
export async function listCases(pool: pg.Pool, actor: Actor, everybody: boolean): Promise<readonly Case[]> {
  if (!everybody) {
    const { rows } = await pool.query<Case>({
      name: 'agent-cases-mine',
      text: `SELECT ${columns} FROM agent_cases WHERE state = 'assigned' AND agent_id = $1
             ORDER BY conversation_id LIMIT $2`,
      values: [actor.agentId, screenRows],
    });
    return rows;
  }
  if (actor.role !== 'supervisor') {
    throw new ApiError(403, 'SP_SUT_SUPERVISORS_ONLY', 'agents list their own conversations: ?assigned=me');
  }
  const { rows } = await pool.query<Case>({
    name: 'agent-cases-all',
    text: `SELECT ${columns} FROM agent_cases WHERE state IN ('waiting', 'assigned')
           ORDER BY waiting_order LIMIT $1`,
    values: [screenRows],
  });
  return rows;
}

/** Throws 404, 403. */
export async function readCase(pool: pg.Pool, actor: Actor, id: string): Promise<Case> {
  const { rows } = await pool.query<Case>({
    name: 'agent-case',
    text: `SELECT ${columns} FROM agent_cases WHERE conversation_id = $1`,
    values: [id],
  });
  return requireAccess(rows[0], actor);
}

/** The newest lines, oldest of them first; messages still on their way come last. */
export async function readHistory(pool: pg.Pool, id: string): Promise<readonly HistoryLine[]> {
  const { rows } = await pool.query<HistoryLine>({
    name: 'agent-case-history',
    text: `(SELECT m.direction, coalesce(m.text, '') AS text, m.sent_at AS at
            FROM (SELECT * FROM messages WHERE conversation_id = $1 ORDER BY id DESC LIMIT $2) AS m ORDER BY m.id)
           UNION ALL
           (SELECT 'out', o.text, NULL FROM outbox o
            WHERE o.conversation_id = $1 AND o.state IN ('pending', 'sending', 'unknown') ORDER BY o.id)`,
    values: [id, screenRows],
  });
  return rows;
}

/**
 * The owner and state of a case, share-locked: it cannot be closed or given away before the transaction ends.
 * A hung node keeps the lock 5 s. Throws 404, 403, 409 (not assigned).
 */
export async function holdCase(tx: pg.ClientBase, actor: Actor, id: number): Promise<void> {
  const { rows } = await tx.query<Pick<Case, 'agentId' | 'state'>>({
    name: 'agent-reply-case',
    text: `SELECT agent_id AS "agentId", state, set_config('idle_in_transaction_session_timeout', '5s', true)
           FROM agent_cases WHERE conversation_id = $1 FOR SHARE`,
    values: [id],
  });
  const found = requireAccess(rows[0], actor);
  if (found.state !== 'assigned') {
    throw new ApiError(409, 'SP_SUT_CONVERSATION_NOT_OPEN', `this conversation is ${found.state}`);
  }
}

/** Writes the waybill if nobody wrote since `version`. Throws 404, 403, 409 with the current fields. */
export async function writeWaybill(
  pool: pg.Pool,
  actor: Actor,
  id: string,
  waybill: string,
  version: number,
): Promise<number> {
  const { rows } = await pool.query<{ version: number }>({
    name: 'agent-waybill-write',
    text: `WITH written AS (
             UPDATE agent_cases SET waybill = $2, version = version + 1
             WHERE conversation_id = $1 AND version = $3 AND state = 'assigned' AND (agent_id = $4 OR $5)
             RETURNING agent_cases AS row, agent_id, version
           ), told AS (
             SELECT agent_emit(agent_id, 'status', row) FROM written WHERE agent_id <> $4
           )
           SELECT version, (SELECT count(*) FROM told) AS told FROM written`,
    values: [id, waybill, version, actor.agentId, actor.role === 'supervisor'],
  });
  if (rows[0]) return rows[0].version;
  const now = await readCase(pool, actor, id);
  const fields = { version: now.version, waybill: now.waybill };
  if (now.state !== 'assigned') {
    throw new ApiError(
      409,
      'SP_SUT_CONVERSATION_NOT_OPEN',
      `this conversation is ${now.state}; its fields no longer change`,
      fields,
    );
  }
  throw new ApiError(
    409,
    'SP_SUT_VERSION_CONFLICT',
    'somebody else wrote first; read the fields and decide again',
    fields,
  );
}

/** Throws 404, 403, 409 (not open, or a message the agent has not seen). */
export async function closeCase(pool: pg.Pool, actor: Actor, id: string): Promise<void> {
  const { rows } = await pool.query<{ outcome: string }>({
    name: 'agent-case-close',
    text: 'SELECT routing_close($1, $2, $3) AS outcome',
    values: [id, actor.agentId, actor.role === 'supervisor'],
  });
  const outcome = rows[0]?.outcome;
  if (outcome === 'closed' || outcome === 'closed-before') return;
  if (outcome === 'missing') requireAccess(undefined, actor);
  if (outcome === 'foreign') requireAccess({ agentId: null }, { ...actor, role: 'agent' });
  if (outcome === 'unread') {
    throw new ApiError(
      409,
      'SP_SUT_UNREAD_MESSAGE',
      'a new message arrived; read it before closing the conversation',
    );
  }
  throw new ApiError(409, 'SP_SUT_CONVERSATION_NOT_OPEN', 'only an assigned conversation can be closed');
}
