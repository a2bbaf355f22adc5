import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  type Desk,
  growDesk,
  hotAgentStatements,
  plantDesk,
  smallAgentTables,
} from '../support/hot-agent-statements.ts';
import {
  type Fixture,
  growOutbox,
  hotStatements,
  plantFixture,
  smallTables,
} from '../support/hot-statements.ts';
import { scannedTables } from '../support/plans.ts';

let database: TestDatabase;
let session: pg.PoolClient;
let fixture: Fixture;
let desk: Desk;
beforeAll(async () => {
  database = await startTestDatabase();
  // Statistics appear only where the test says ANALYZE.
  await database.pool.query('ALTER SYSTEM SET autovacuum = off');
  await database.pool.query('SELECT pg_reload_conf()');
  fixture = await plantFixture(database.pool);
  desk = await plantDesk(database.pool, fixture);
  session = await database.pool.connect();
});
afterAll(async () => {
  session.release();
  await database.stop();
});

const small = [...smallTables, ...smallAgentTables];

async function scans(): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const statement of [...hotStatements(fixture), ...(await hotAgentStatements(desk))]) {
    const scanned = await scannedTables(session, statement);
    const large = scanned.filter((table) => !small.includes(table));
    if (large.length > 0) found.set(statement.name, large);
  }
  return found;
}

// One session throughout: the plans cached on empty tables must still be good later.
test('no hot statement scans a table: empty, then 20,000 outbox rows, before and after ANALYZE', async () => {
  expect(await scans()).toEqual(new Map());
  await growOutbox(database.pool, fixture, 20_000);
  await growDesk(database.pool, desk, 'waiting', 5_000);
  expect(await scans()).toEqual(new Map());
  await database.pool.query('ANALYZE');
  expect(await scans()).toEqual(new Map());
}, 90_000);

test('the look inside functions is not blind: a statement that must scan is reported', async () => {
  await database.pool.query(
    `CREATE FUNCTION scanning() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM outbox WHERE text LIKE ''x%''); END'`,
  );
  expect(await scanned('SELECT scanning()')).toEqual(['outbox']);
});

test('an index read from end to end is a scan, however it is dressed', async () => {
  await session.query(
    `CREATE TEMP TABLE filled (id int PRIMARY KEY, text text);
     INSERT INTO filled SELECT i, 'words' FROM generate_series(1, 2000) AS i;
     SET enable_seqscan = off; SET enable_bitmapscan = off`,
  );
  expect(await scanned('SELECT text FROM filled ORDER BY id LIMIT 5')).toEqual([]);
  expect(
    await scanned('SELECT max(text) FROM (SELECT text FROM filled ORDER BY id OFFSET 0) AS whole'),
  ).toEqual(['filled']);
  // The limit is never reached: the filter walks through everything.
  expect(await scanned("SELECT id FROM filled WHERE text = 'x' ORDER BY id LIMIT 5")).toEqual(['filled']);
  await session.query('RESET enable_seqscan; RESET enable_bitmapscan; DROP TABLE filled');
});

const scanned = (sql: string): Promise<readonly string[]> =>
  scannedTables(session, { name: '', sql, values: [] });
