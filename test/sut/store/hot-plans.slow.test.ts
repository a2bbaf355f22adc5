import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  type Fixture,
  growMessages,
  growOutbox,
  hotStatements,
  plantFixture,
  smallTables,
} from '../support/hot-statements.ts';
import { explain } from '../support/plans.ts';

let database: TestDatabase;
let session: pg.PoolClient;
let fixture: Fixture;
beforeAll(async () => {
  database = await startTestDatabase();
  await database.pool.query('ALTER SYSTEM SET autovacuum = off');
  await database.pool.query('SELECT pg_reload_conf()');
  fixture = await plantFixture(database.pool);
  session = await database.pool.connect();
}, 60_000);
afterAll(async () => {
  session.release();
  await database.stop();
});

/** Time of each statement, ms; full scans of large tables fail at once. */
async function times(): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const { name, sql, values } of hotStatements(fixture)) {
    const { scanned, ms } = await explain(session, sql, values);
    expect([name, scanned.filter((table) => !smallTables.includes(table))]).toEqual([name, []]);
    found.set(name, ms);
  }
  return found;
}

/** Below this the round trip and auto_explain's own work are most of the time. */
const noiseMs = 3;

/** Statements whose work grows with the backlog by nature, up to their declared limit of rows. */
const growing = new Set(['sweep_pending', 'resolve_unknown']);

test('1,000,000 messages and 20,000 outbox rows: no scans, time within 2 × of the empty tables’', async () => {
  const empty = await times();
  await growOutbox(database.pool, fixture, 20_000);
  await growMessages(database.pool, 1_000_000);
  const full = await times();
  await database.pool.query('ANALYZE');
  const analysed = await times();
  const slower = [...empty].flatMap(([name, ms]) => {
    const later = Math.max(full.get(name) ?? 0, analysed.get(name) ?? 0);
    return growing.has(name) || later <= 2 * ms + noiseMs ? [] : [{ name, ms, later }];
  });
  expect(slower).toEqual([]);
  // Bounded by their limits (500 rows looked at, 50 decided), whatever the backlog.
  for (const name of growing) {
    expect(Math.max(full.get(name) ?? 0, analysed.get(name) ?? 0)).toBeLessThan(100);
  }
}, 300_000);
