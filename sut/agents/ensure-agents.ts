import type pg from 'pg';
import { hashPassword, verifyPassword } from './password.ts';
import type { Role } from './sessions.ts';

export interface AgentAccount {
  readonly login: string;
  readonly password: string;
  /** Default agent. */
  readonly role?: Role;
  /** Conversations open at once; default 25 (an agent of the articles has 5 to 15). */
  readonly capacity?: number;
}

const defaultCapacity = 25;

async function ensureAgent(pool: pg.Pool, account: AgentAccount): Promise<void> {
  const role = account.role ?? 'agent';
  const capacity = account.capacity ?? defaultCapacity;
  const { rows } = await pool.query<{ hash: string; role: Role; capacity: number }>(
    'SELECT password_hash AS hash, role, capacity FROM agents WHERE login = $1',
    [account.login],
  );
  const known = rows[0];
  const samePassword = known !== undefined && (await verifyPassword(account.password, known.hash));
  if (samePassword && known.role === role && known.capacity === capacity) return;
  const hash = samePassword ? known.hash : await hashPassword(account.password);
  await pool.query(
    `INSERT INTO agents (login, role, password_hash, capacity) VALUES ($1, $2, $3, $4)
     ON CONFLICT (login) DO UPDATE SET role = excluded.role, password_hash = excluded.password_hash,
       capacity = excluded.capacity`,
    [account.login, role, hash, capacity],
  );
}

/** Creates the accounts of the configuration, or brings password, role and capacity up to date. Any node may run it. */
export async function ensureAgents(pool: pg.Pool, accounts: readonly AgentAccount[]): Promise<void> {
  for (const account of accounts) await ensureAgent(pool, account);
}
