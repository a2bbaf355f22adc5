import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  type Fixture,
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
  // Statistics appear only where the test says ANALYZE.
  await database.pool.query('ALTER SYSTEM SET autovacuum = off');
  await database.pool.query('SELECT pg_reload_conf()');
  fixture = await plantFixture(database.pool);
  session = await database.pool.connect();
});
afterAll(async () => {
  session.release();
  await database.stop();
});

async function scans(): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const { name, sql, values } of hotStatements(fixture)) {
    const { scanned } = await explain(session, sql, values);
    const large = scanned.filter((table) => !smallTables.includes(table));
    if (large.length > 0) found.set(name, large);
  }
  return found;
}

// One session throughout: the plans cached on empty tables must still be good later.
test('no hot statement scans a table: empty, then 20,000 outbox rows, before and after ANALYZE', async () => {
  expect(await scans()).toEqual(new Map());
  await growOutbox(database.pool, fixture, 20_000);
  expect(await scans()).toEqual(new Map());
  await database.pool.query('ANALYZE');
  expect(await scans()).toEqual(new Map());
});

test('the look inside functions is not blind: a statement that must scan is reported', async () => {
  await database.pool.query(
    `CREATE FUNCTION scanning() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM outbox WHERE text LIKE ''x%''); END'`,
  );
  expect((await explain(session, 'SELECT scanning()', [])).scanned).toEqual(['outbox']);
});
