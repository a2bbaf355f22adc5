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

export interface Account {
  readonly id: number;
  readonly hash: string;
  readonly role: Role;
}

/** The account of a login name; null when there is none. */
export async function findAccount(pool: pg.Pool, login: string): Promise<Account | null> {
  const { rows } = await pool.query<Account>({
    name: 'agent-account',
    text: 'SELECT id, password_hash AS hash, role FROM agents WHERE login = $1',
    values: [login],
  });
  return rows[0] ?? null;
}

/** What the agent says about being there; true when a channel is open. */
export async function setPresence(pool: pg.Pool, agentId: number, status: string): Promise<boolean> {
  const { rows } = await pool.query<{ connected: boolean }>({
    name: 'agent-presence',
    text: 'SELECT agent_set_presence($1, $2) AS connected',
    values: [agentId, status],
  });
  return rows[0]?.connected === true;
}

/** Ends a session; no error if it does not exist. */
export async function endSession(pool: pg.Pool, token: string): Promise<void> {
  await pool.query({
    name: 'agent-session-end',
    text: 'DELETE FROM agent_sessions WHERE token_hash = $1',
    values: [digest(token)],
  });
}
