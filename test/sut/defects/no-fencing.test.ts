import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DefectDid } from '../../../sut/defects/defect-log.ts';
import type { Defect } from '../../../sut/defects/defects.ts';
import { removeFence } from '../../../sut/defects/no-fencing.ts';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';
import { type FakeGraph, startFakeGraph } from '../support/fake-graph.ts';
import { plant, startTestNode } from '../support/node.ts';
import { until } from '../support/processes.ts';

let database: TestDatabase;
let graph: FakeGraph;
beforeAll(async () => {
  database = await startTestDatabase();
  graph = await startFakeGraph();
  const client = await database.pool.connect();
  await removeFence(client);
  client.release();
});
afterAll(async () => {
  await graph.close();
  await database.stop();
});

test('who is taken over while standing still sends again what the other has sent, and goes on', async () => {
  const defects: readonly Defect[] = [{ id: 'no-fencing', afterSends: 2, pauseMs: 3500 }];
  const did: DefectDid[] = [];
  const start = (nodeName: string) =>
    startTestNode(database, graph, { nodeName, defects }, (line) => did.push(line));
  const [weak, other] = await Promise.all([start('node-1'), start('node-2')]);
  const customers = Array.from({ length: 6 }, (_, i) => `82900${i}`);
  await plant(database, Object.fromEntries(customers.map((waId, i) => [waId, `CODE-${i}`])));
  const ask = async (from: string) => {
    const message = { from, wamid: `wamid.${from}`, text: 'discount code please' };
    expect(await weak.webhooks.messages([message])).toBe(200);
  };
  const copies = () => customers.map((waId) => graph.accepted.filter(({ to }) => to === waId).length);

  for (const waId of customers.slice(0, 2)) await ask(waId);
  await graph.waitFor(2);
  for (const waId of customers.slice(2, 5)) await ask(waId);
  expect(copies()).toEqual([1, 1, 0, 0, 0, 0]);
  // The lease of 1.5 s runs out; the other node sends what it finds.
  expect(await until(copies, (counts) => counts[4] === 1)).toEqual([1, 1, 1, 1, 1, 0]);
  expect(did).toEqual([]);
  // The sleeper wakes up.
  expect(await until(copies, (counts) => counts.slice(2, 5).every((n) => n === 2))).toEqual([
    1, 1, 2, 2, 2, 0,
  ]);
  expect(did).toEqual(Array(3).fill({ defect: 'no-fencing', copies: 2 }));
  // Nobody told it: it answers on.
  await ask(customers[5] ?? '');
  expect(await until(copies, (counts) => counts[5] === 1)).toEqual([1, 1, 2, 2, 2, 1]);
  expect([weak.fenced, other.fenced]).toEqual([false, false]);
  await Promise.all([weak.stop(), other.stop()]);
});
