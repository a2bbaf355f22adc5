import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { asset } from '../../package-root.ts';

/** Any number that no other use of advisory locks in this database takes; serialises concurrent migrations. */
const migrationLock = 0x5350_0001;

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** The migrations shipped with the package, in the order of their names. */
export function readMigrations(dir: string = asset('sut', 'store', 'migrations')): readonly Migration[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(dir, name), 'utf8') }));
}

function digest(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

/**
 * Brings the schema up to date: one transaction per migration, recorded in schema_migrations with the file's hash.
 * Returns the names applied now. Throws when an applied file was changed since.
 */
export async function migrate(
  client: pg.ClientBase,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly string[]> {
  const applied: string[] = [];
  await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
  try {
    await client.query(
      'CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'SELECT name, sha256 FROM schema_migrations',
    );
    const known = new Map(rows.map((row) => [row.name, row.sha256]));
    for (const migration of migrations) {
      const recorded = known.get(migration.name);
      if (recorded === digest(migration)) continue;
      if (recorded !== undefined) {
        throw new Error(
          `${migration.name} was changed after it had been applied; add a new migration instead`,
        );
      }
      await apply(client, migration);
      applied.push(migration.name);
    }
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
  }
  return applied;
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query('INSERT INTO schema_migrations (name, sha256) VALUES ($1, $2)', [
      migration.name,
      digest(migration),
    ]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(
      `migration ${migration.name}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
