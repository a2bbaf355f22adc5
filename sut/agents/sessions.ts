import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';

export type Role = 'agent' | 'supervisor';

export interface Actor {
  readonly agentId: number;
  readonly role: Role;
}

/** A session outlives the longest shift (8 h); heads of event lines are kept longer than this. */
export const sessionHours = 24;

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Opens a session. The token (256 random bits) is returned once; only its SHA-256 is stored. */
export async function openSession(pool: pg.Pool, agentId: number): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await pool.query({
    name: 'agent-session-open',
    text: `INSERT INTO agent_sessions (token_hash, agent_id, expires_at)
           VALUES ($1, $2, now() + make_interval(hours => $3))`,
    values: [digest(token), agentId, sessionHours],
  });
  return token;
}

/** Who holds this token; null for an unknown or expired one. */
export async function findSession(pool: pg.Pool, token: string): Promise<Actor | null> {
  const { rows } = await pool.query<Actor>({
    name: 'agent-session-find',
    text: `SELECT a.id AS "agentId", a.role FROM agent_sessions s JOIN agents a ON a.id = s.agent_id
           WHERE s.token_hash = $1 AND s.expires_at > now()`,
    values: [digest(token)],
  });
  return rows[0] ?? null;
}

/** Ends a session; no error if it does not exist. */
export async function endSession(pool: pg.Pool, token: string): Promise<void> {
  await pool.query('DELETE FROM agent_sessions WHERE token_hash = $1', [digest(token)]);
}
