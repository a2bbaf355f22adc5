import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { call, login } from '../agents/support/agent-client.ts';
import { password } from '../agents/support/agent-node.ts';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';
import { type FakeGraph, startFakeGraph } from '../support/fake-graph.ts';
import { plant, startTestNode, type TestNode } from '../support/node.ts';

let database: TestDatabase;
let graph: FakeGraph;
let nodes: readonly [TestNode, TestNode];
let chief: string;
beforeAll(async () => {
  database = await startTestDatabase();
  graph = await startFakeGraph();
  const agents = [
    { login: 'chief', password, role: 'supervisor' },
    { login: 'agent-0', password },
  ] as const;
  nodes = [
    await startTestNode(database, graph, { agents }),
    await startTestNode(database, graph, { nodeName: 'node-2' }),
  ];
  chief = (await login(nodes[0].baseUrl, 'chief')).token;
});
afterAll(async () => {
  for (const node of nodes ?? []) await node.stop();
  await graph.close();
  await database.stop();
});

let seq = 0;
let said = 0;
let customer = '';
beforeEach(() => {
  seq += 1;
  customer = `8260000${seq}`;
});

const message = (text: string) => {
  said += 1;
  return { from: customer, wamid: `wamid.order.${said}`, text };
};
/** Says something to a node and returns the answer. */
async function say(text: string, node: TestNode = nodes[0]): Promise<string> {
  const before = graph.accepted.length;
  await node.webhooks.messages([message(text)]);
  await graph.waitFor(before + 1);
  return graph.accepted.at(-1)?.text ?? '';
}
const stored = async () =>
  (await call(nodes[0].baseUrl, 'GET', `/api/orders?waId=${customer}`, chief)).body as readonly {
    number: string;
    item: string;
    quantity: number;
    address: string;
  }[];

test.each([
  ['en', 'Hello, I would like to order, please.', '2 x Bibimbap', 'Bibimbap', '12 Rose Street'],
  ['ko', '안녕하세요, 주문할게요.', '비빔밥 3개', '비빔밥', '서울 장미로 12길'],
  ['zh', '你好，我想下单。', '1 x 宫保鸡丁', '宫保鸡丁', '玫瑰路 12 号'],
])('%s: item, address, number; each step on another node', async (_, start, choice, item, address) => {
  await say(start);
  expect(await stored()).toEqual([]);
  await say(choice, nodes[1]);
  const confirmation = await say(address);
  const [order, ...more] = await stored();
  expect(more).toEqual([]);
  expect(order).toMatchObject({ item, quantity: Number(/\d/.exec(choice)?.[0]), address });
  expect(confirmation).toContain(order?.number);
  const { body } = await call(nodes[0].baseUrl, 'GET', `/api/orders/${order?.number}`, chief);
  expect(body).toMatchObject({ waId: customer, item, address });
});

test('a message delivered twice moves nothing', async () => {
  await say('I want to order');
  const before = graph.accepted.length;
  const choice = message('2 x tea');
  await Promise.all([nodes[0].webhooks.messages([choice]), nodes[1].webhooks.messages([choice])]);
  await graph.waitFor(before + 1);
  expect(await nodes[0].webhooks.messages([choice])).toBe(200);
  await say('Tea Lane 1');
  expect(graph.accepted).toHaveLength(before + 2);
  expect((await stored()).map(({ item, quantity, address }) => [item, quantity, address])).toEqual([
    ['tea', 2, 'Tea Lane 1'],
  ]);
});

test('two messages in one webhook take their steps in order', async () => {
  const before = graph.accepted.length;
  await nodes[0].webhooks.messages([message('I want to order'), message('4 x soup'), message('Soup Lane 9')]);
  await graph.waitFor(before + 3);
  expect((await stored())[0]).toMatchObject({ item: 'soup', quantity: 4, address: 'Soup Lane 9' });
});

test('without a number it asks again; a discount question and a cancellation pass between', async () => {
  await plant(database, { [customer]: `CODE-${seq}` });
  await say('I want to order');
  expect(await say('tea please')).toContain('item and quantity');
  expect(await say('discount code?')).toContain(`CODE-${seq}`);
  expect(await say('5 x tea')).toContain('5 x tea');
  expect(await say('please cancel order')).toContain('cancelled');
  expect(await stored()).toEqual([]);
  await say('I want to order');
  await say('1 x tea');
  await say('here');
  expect(await stored()).toHaveLength(1);
});

test('what has nothing to do with an order is left to agents; orders are read by supervisors', async () => {
  await nodes[0].webhooks.messages([message('where is my parcel?')]);
  const { rows } = await database.pool.query(
    `SELECT count(*) AS n FROM outbox o JOIN conversations v ON v.id = o.conversation_id
       JOIN contacts c ON c.id = v.contact_id WHERE c.wa_id = $1`,
    [customer],
  );
  expect(rows[0]?.n).toBe(0);
  const { token } = await login(nodes[0].baseUrl, 'agent-0');
  expect((await call(nodes[0].baseUrl, 'GET', `/api/orders?waId=${customer}`, token)).status).toBe(403);
  expect((await call(nodes[0].baseUrl, 'GET', '/api/orders/SO-999999', chief)).status).toBe(404);
  expect((await call(nodes[0].baseUrl, 'GET', '/api/orders/1', chief)).status).toBe(400);
});
