import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type DefectDid, openDefectLog } from '../../../sut/defects/defect-log.ts';
import type { Defect } from '../../../sut/defects/defects.ts';
import { dropIndex } from '../../../sut/defects/dropped-index.ts';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';
import { type FakeGraph, startFakeGraph } from '../support/fake-graph.ts';
import { plant, startTestNode } from '../support/node.ts';
import { defaultNumber } from '../support/webhooks.ts';

let database: TestDatabase;
let graph: FakeGraph;
beforeAll(async () => {
  database = await startTestDatabase();
  graph = await startFakeGraph();
});
afterAll(async () => {
  await graph.close();
  await database.stop();
});

let seq = 0;
async function weak(...defects: readonly Defect[]) {
  seq += 1;
  const from = `82200${seq}`;
  await plant(database, { [from]: `CODE-${seq}` });
  const did: DefectDid[] = [];
  const node = await startTestNode(database, graph, { defects }, (line) => did.push(line));
  onTestFinished(() => node.stop());
  const ask = (name: string) => ({ from, wamid: `wamid.d${seq}.${name}`, text: 'discount code please' });
  const answers = () => graph.accepted.filter(({ to }) => to === from);
  const stored = async (): Promise<number> => {
    const { rows } = await database.pool.query(
      `SELECT count(*)::integer AS n FROM messages WHERE wamid LIKE 'wamid.d${seq}.%'`,
    );
    return rows[0].n;
  };
  return { node, did, ask, answers, stored, from };
}

test('without idempotency a redelivered message is answered again, quoting the id that Meta knows', async () => {
  const { node, did, ask, answers } = await weak({ id: 'no-idempotency' });
  const before = graph.accepted.length;
  expect(await node.webhooks.messages([ask('a')])).toBe(200);
  // Answers that wait for the one before leave by another way than the first.
  const again = await Promise.all([1, 2, 3].map(() => node.webhooks.messages([ask('a')])));
  expect(again).toEqual([200, 200, 200]);
  await graph.waitFor(before + 4);
  expect(answers().map(({ context }) => context)).toEqual(Array(4).fill(ask('a').wamid));
  expect(did).toEqual(Array(3).fill({ defect: 'no-idempotency', copies: 2 }));
});

test('only the first update of a batch is read', async () => {
  const { node, did, ask, stored } = await weak({ id: 'first-of-batch' });
  expect(await node.webhooks.messages([ask('a'), ask('b'), ask('c')])).toBe(200);
  expect(await stored()).toBe(1);
  expect(did).toEqual([
    { defect: 'first-of-batch', copies: 0 },
    { defect: 'first-of-batch', copies: 0 },
  ]);
});

test('a failed status is answered with 400, any other with 200', async () => {
  const { node, did, from } = await weak({ id: 'rejects-failed' });
  const status = (name: string) => ({
    item: { wamid: 'wamid.out.1', status: name, to: from, ...(name === 'failed' ? { code: 131026 } : {}) },
    phoneNumberId: defaultNumber,
  });
  expect(await node.webhooks.statuses([status('sent')])).toBe(200);
  expect(await node.webhooks.statuses([status('failed')])).toBe(400);
  expect(did).toEqual([{ defect: 'rejects-failed', copies: 0, amount: 1 }]);
});

test('in-memory state: acknowledged before it is stored', async () => {
  const { node, did, ask, stored } = await weak({ id: 'memory-state', flushMs: 150 });
  const before = graph.accepted.length;
  expect(await node.webhooks.messages([ask('a')])).toBe(200);
  expect(await stored()).toBe(0);
  expect(did.map(({ note }) => note)).toEqual(['acknowledged']);
  await graph.waitFor(before + 1);
  expect(await stored()).toBe(1);
  expect(did.map(({ note }) => note)).toEqual(['acknowledged', 'storing', 'stored']);
});

test('a leaking queue says how much it keeps, and answers all the same', async () => {
  const { node, did, ask } = await weak({ id: 'leaking-queue', bytesPerMessage: 1000 });
  const before = graph.accepted.length;
  await node.webhooks.messages([ask('a'), ask('b')]);
  await graph.waitFor(before + 2);
  expect(did.map(({ amount }) => amount)).toEqual([1000, 1000]);
});

test('an index is dropped, with the constraint on it; an unknown one is refused', async () => {
  const client = await database.pool.connect();
  onTestFinished(() => client.release());
  const did: DefectDid[] = [];
  await client.query('CREATE TABLE leaf (id integer PRIMARY KEY, word text)');
  await client.query('CREATE INDEX leaf_word ON leaf (word)');
  const indexes = async () =>
    (await client.query("SELECT indexname FROM pg_indexes WHERE tablename = 'leaf'")).rows.length;
  await dropIndex(client, 'leaf_word', (line) => did.push(line));
  expect(await indexes()).toBe(1);
  await dropIndex(client, 'leaf_pkey', (line) => did.push(line));
  expect(await indexes()).toBe(0);
  expect(did.map(({ note }) => note)).toEqual(['leaf_word', 'leaf_pkey']);
  await expect(dropIndex(client, 'nothing', () => undefined)).rejects.toMatchObject({
    id: 'SP_SUT_OPTIONS',
    problems: ['defects.dropped-index.index: nothing: there is no such index'],
  });
});

test('the log has the envelope of every event file and a last line that counts', () => {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-defects-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const log = openDefectLog({ dir, run: 'r' });
  log.tell({ defect: 'first-of-batch', copies: 0 });
  log.tell({ defect: 'leaking-queue', copies: 1, amount: 7 });
  log.tell({ defect: 'first-of-batch', copies: 0 });
  log.close();
  log.close();
  const lines = gunzipSync(readFileSync(join(dir, 'behaviour-sut.ndjson.gz')))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ kind, seq: n, i }) => [kind, n, i])).toEqual([
    ['behaviour.applied', 0, 0],
    ['behaviour.applied', 1, 0],
    ['behaviour.applied', 2, 1],
    ['file.closed', 3, undefined],
  ]);
  expect(lines[1]).toMatchObject({
    v: 1,
    run: 'r',
    src: 'behaviour-sut',
    behaviour: 'leaking-queue',
    amount: 7,
  });
  expect(lines[3].lines).toBe(4);
});
