import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { keepServer } from '../../../sut/postgres/keeper.ts';
import { migrate } from '../../../sut/store/migrate.ts';
import { createPool } from '../../../sut/store/pool.ts';
import { freePort } from '../../../sut/supervisor/free-port.ts';

export interface TestDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly dataDir: string;
  /** Empties every table but the rules; ids go on. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** A real PostgreSQL of its own with the schema in it: one per test file, in beforeAll. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'stormproof-test-'));
  // Reachable for the server's account, so that its data lie inside and go with it.
  chmodSync(dataDir, 0o755);
  const server = await keepServer({ dataDir, port: await freePort(), guardianPid: process.pid });
  const pool = createPool({ url: server.url, max: 10, applicationName: 'test' });
  const client = await pool.connect();
  await migrate(client);
  client.release();
  return {
    url: server.url,
    pool,
    dataDir,
    clear: async () => {
      const { rows } = await pool.query<{ names: string }>(
        `SELECT string_agg(format('%I', tablename), ', ') AS names FROM pg_tables
          WHERE schemaname = 'public' AND tablename NOT IN ('schema_migrations', 'reply_rules', 'order_words', 'order_phrases')`,
      );
      await pool.query(`TRUNCATE ${rows[0]?.names} CASCADE`);
    },
    stop: async () => {
      await pool.end();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
