import type pg from 'pg';

export interface OpenedSocket {
  readonly id: string | null;
  readonly presence: string | undefined;
}

/** Enters a channel of this incarnation; its agent counts as connected from then on. */
export async function openSocket(
  pool: pg.Pool,
  agentId: number,
  incarnationId: number,
): Promise<OpenedSocket> {
  const { rows } = await pool.query<{ id: string; presence: string }>({
    name: 'agent-socket-open',
    text: 'SELECT agent_socket_opened($1, $2) AS id, (SELECT presence FROM agents WHERE id = $1) AS presence',
    values: [agentId, incarnationId],
  });
  return { id: rows[0]?.id ?? null, presence: rows[0]?.presence };
}

/** Takes a channel out; the agent is lost when it was the last one. */
export async function closeSocket(pool: pg.Pool, agentId: number, id: string): Promise<void> {
  await pool.query({
    name: 'agent-socket-close',
    text: 'SELECT agent_socket_closed($1, $2)',
    values: [agentId, id],
  });
}
