import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';
import { type FakeGraph, startFakeGraph } from '../support/fake-graph.ts';
import { plant, startTestNode, type TestNode } from '../support/node.ts';

let database: TestDatabase;
let graph: FakeGraph;
let node: TestNode;
beforeAll(async () => {
  database = await startTestDatabase();
  graph = await startFakeGraph();
  node = await startTestNode(database, graph);
});
afterAll(async () => {
  await node.stop();
  await graph.close();
  await database.stop();
});
beforeEach(() => {
  graph.refuse = () => null;
});

test('an ask is answered with that customer’s own code, quoting the ask', async () => {
  await plant(database, { '8210001': 'RED-1', '8210002': 'BLUE-2' });
  const before = graph.accepted.length;
  expect(
    await node.webhooks.messages([
      { from: '8210001', wamid: 'wamid.a1', text: 'What is my Discount  Code? #n1' },
      { from: '8210002', wamid: 'wamid.a2', text: '할인 코드 알려 주세요' },
    ]),
  ).toBe(200);
  await graph.waitFor(before + 2);
  const sends = graph.accepted.slice(before).map(({ to, text, context }) => ({ to, text, context }));
  expect(sends.sort((a, b) => a.to.localeCompare(b.to))).toEqual([
    { to: '8210001', text: 'Your discount code is RED-1', context: 'wamid.a1' },
    { to: '8210002', text: 'Your discount code is BLUE-2', context: 'wamid.a2' },
  ]);
});
