import type pg from 'pg';
import type { Cursor } from './cursor.ts';

export interface AgentEvent {
  readonly incarnation: string;
  readonly n: number;
  readonly agentId: number;
  readonly type: 'assigned' | 'message' | 'status' | 'closed';
  readonly conversation: Readonly<Record<string, unknown>>;
}

/** Rows a read returns at most; a reader that gets this many reads again. */
export const pageRows = 500;

const columns = `e.incarnation_id::text AS incarnation, e.n::float8 AS n, e.agent_id AS "agentId", e.type, e.conversation`;

function split(cursor: ReadonlyMap<string, number>): [string[], number[]] {
  return [[...cursor.keys()], [...cursor.values()]];
}

/** Numbers what is committed in the inbox; true when there may be more. One autocommitted statement. */
export async function numberEvents(pool: pg.Pool, incarnationId: number): Promise<boolean> {
  const { rows } = await pool.query<{ more: boolean }>({
    name: 'agent-events-number',
    text: 'SELECT agent_events_number($1, $2) AS more',
    values: [incarnationId, pageRows],
  });
  return rows[0]?.more === true;
}

/** The newest numbers, and whether `since` lies before what is still kept or speaks of lines that are not known. */
export async function readHeads(
  pool: pg.Pool,
  since: ReadonlyMap<string, number> = new Map(),
): Promise<{ heads: Cursor; pruned: boolean }> {
  const { rows } = await pool.query<{ incarnation: string; n: number; pruned: number }>({
    name: 'agent-event-heads',
    text: `SELECT incarnation_id::text AS incarnation, n::float8 AS n, pruned::float8 AS pruned
           FROM agent_event_heads WHERE n > 0 ORDER BY incarnation_id`,
    values: [],
  });
  const heads: Cursor = new Map(rows.map((row) => [row.incarnation, row.n]));
  const behind = rows.some((row) => (since.get(row.incarnation) ?? 0) < row.pruned);
  const foreign = [...since].some(([incarnation, n]) => (heads.get(incarnation) ?? -1) < n);
  return { heads, pruned: behind || foreign };
}

/** Events of all agents after `positions`, in order within each line. */
export async function readAfter(
  pool: pg.Pool,
  positions: ReadonlyMap<string, number>,
): Promise<readonly AgentEvent[]> {
  const { rows } = await pool.query<AgentEvent>({
    name: 'agent-events-after',
    text: `SELECT ${columns}
           FROM agent_event_heads h
           LEFT JOIN unnest($1::bigint[], $2::bigint[]) AS p (incarnation, n) ON p.incarnation = h.incarnation_id
           CROSS JOIN LATERAL (
             SELECT * FROM agent_events x
             WHERE x.incarnation_id = h.incarnation_id AND x.n > coalesce(p.n, 0) ORDER BY x.n LIMIT $3
           ) AS e
           WHERE h.n > coalesce(p.n, 0) ORDER BY e.incarnation_id, e.n`,
    values: [...split(positions), pageRows],
  });
  return rows;
}

/** One agent's events after a cursor, in order within each line; at most `pageRows`. */
export async function readAgentAfter(
  pool: pg.Pool,
  agentId: number,
  cursor: ReadonlyMap<string, number>,
): Promise<readonly AgentEvent[]> {
  const { rows } = await pool.query<AgentEvent>({
    name: 'agent-events-of-agent',
    text: `SELECT ${columns}
           FROM agent_event_heads h
           LEFT JOIN unnest($2::bigint[], $3::bigint[]) AS c (incarnation, n) ON c.incarnation = h.incarnation_id
           CROSS JOIN LATERAL (
             SELECT * FROM agent_events x
             WHERE x.agent_id = $1 AND x.incarnation_id = h.incarnation_id AND x.n > coalesce(c.n, 0)
             ORDER BY x.n LIMIT $4
           ) AS e
           WHERE h.n > coalesce(c.n, 0) ORDER BY e.incarnation_id, e.n LIMIT $4`,
    values: [agentId, ...split(cursor), pageRows],
  });
  return rows;
}
