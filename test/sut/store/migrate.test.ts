import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, readMigrations } from '../../../sut/store/migrate.ts';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

test('a second run applies nothing', async () => {
  const client = await database.pool.connect();
  expect(await migrate(client)).toEqual([]);
  client.release();
});

test('a failing migration leaves nothing behind and names itself', async () => {
  const client = await database.pool.connect();
  const broken = { name: '999-broken.sql', sql: 'CREATE TABLE half (id int); SELECT no_such_function();' };
  await expect(migrate(client, [...readMigrations(), broken])).rejects.toThrow(
    /999-broken\.sql: .*no_such_function/,
  );
  expect((await client.query("SELECT to_regclass('half') AS half")).rows).toEqual([{ half: null }]);
  client.release();
});

test('an applied migration that was edited is refused', async () => {
  const client = await database.pool.connect();
  const [first, ...rest] = readMigrations();
  const edited = { name: first?.name ?? '', sql: `${first?.sql}\n-- edited` };
  await expect(migrate(client, [edited, ...rest])).rejects.toThrow(/was changed after it had been applied/);
  client.release();
});

test('concurrent runs apply each migration once', async () => {
  const fresh = { name: '900-once.sql', sql: 'CREATE TABLE once (id int)' };
  const clients = await Promise.all([1, 2, 3].map(() => database.pool.connect()));
  const applied = await Promise.all(clients.map((client) => migrate(client, [...readMigrations(), fresh])));
  expect(applied.flat()).toEqual(['900-once.sql']);
  for (const client of clients) client.release();
});
