import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';
import { type FakeGraph, type Refusal, type Send, startFakeGraph } from '../support/fake-graph.ts';
import { plant, startTestNode, type TestNode } from '../support/node.ts';
import { until } from '../support/processes.ts';
import { defaultNumber } from '../support/webhooks.ts';

let database: TestDatabase;
let graph: FakeGraph;
let node: TestNode;
let parking: TestNode;
beforeAll(async () => {
  database = await startTestDatabase();
  graph = await startFakeGraph();
  node = await startTestNode(database, graph, { unknownGraceSec: 0.6 });
  parking = await startTestNode(database, graph, {
    nodeName: 'node-2',
    unknownGraceSec: 0.3,
    unknownPolicy: 'park',
  });
});
afterAll(async () => {
  await node.stop();
  await parking.stop();
  await graph.close();
  await database.stop();
});

let seq = 0;
let customer = '';
beforeEach(async () => {
  graph.refuse = () => null;
  seq += 1;
  customer = `82200${seq}`;
  await plant(database, { [customer]: `CODE-${seq}` });
});

const wamid = (name: string): string => `wamid.out.${seq}.${name}`;
const ask = (name: string, to: TestNode = node) =>
  to.webhooks.messages([{ from: customer, wamid: wamid(name), text: 'discount code' }]);

/** Refuses the first `times` sends to this test's customer. */
function refuseFirst(times: number, refusal: Refusal): Send[] {
  const seen: Send[] = [];
  const mine = customer;
  graph.refuse = (send) => {
    if (send.to !== mine) return null;
    seen.push(send);
    return seen.length <= times ? refusal : null;
  };
  return seen;
}

async function outbox(): Promise<readonly { state: string; error: string | null }[]> {
  const { rows } = await database.pool.query(
    'SELECT state, error FROM outbox WHERE to_wa_id = $1 ORDER BY id',
    [customer],
  );
  return rows;
}

const status = (send: Send, name: string) =>
  node.webhooks.statuses([
    {
      phoneNumberId: defaultNumber,
      item: { wamid: send.wamid, status: name, to: send.to, opaque: send.opaque },
    },
  ]);

test('130429 is waited out, with fewer tries than a second holds', async () => {
  const seen = refuseFirst(3, { kind: 'error', status: 400, code: 130429 });
  const before = graph.accepted.length;
  await ask('throttled');
  await graph.waitFor(before + 1);
  const gaps = seen.slice(1).map((send, i) => send.at - (seen[i]?.at ?? 0));
  expect(gaps).toHaveLength(3);
  // 0.25 s, 0.5 s, 1 s; the timer may fire a millisecond early.
  expect(gaps[0]).toBeGreaterThan(248);
  expect(gaps[1]).toBeGreaterThan(498);
  expect(gaps[2]).toBeGreaterThan(998);
});

test('131056 waits a second first, and other customers do not wait with it', async () => {
  const seen = refuseFirst(1, { kind: 'error', status: 400, code: 131056 });
  const before = graph.accepted.length;
  await ask('pair');
  const other = `${customer}5`;
  await plant(database, { [other]: 'OTHER' });
  await node.webhooks.messages([{ from: other, wamid: wamid('other'), text: 'discount code' }]);
  await graph.waitFor(before + 2);
  expect(graph.accepted.slice(before).map((send) => send.to)).toEqual([other, customer]);
  expect((seen[1]?.at ?? 0) - (seen[0]?.at ?? 0)).toBeGreaterThan(998);
});

test('a permanent error parks the row and the next one of the conversation goes on', async () => {
  refuseFirst(1, { kind: 'error', status: 400, code: 131026 });
  const before = graph.accepted.length;
  await ask('bad');
  await ask('good');
  await graph.waitFor(before + 1);
  expect(graph.accepted.at(-1)?.context).toBe(wamid('good'));
  expect(await until(outbox, (rows) => rows.length === 1)).toEqual([{ state: 'parked', error: '131026' }]);
});

test('a refused answer with Meta’s transient code is tried again', async () => {
  const seen = refuseFirst(2, { kind: 'error', status: 500, code: 131000 });
  const before = graph.accepted.length;
  await ask('transient');
  await graph.waitFor(before + 1);
  expect(seen).toHaveLength(3);
});

test('an accepted send whose answer was lost is found by its status and not sent again', async () => {
  const seen = refuseFirst(1, { kind: 'destroy', accept: true });
  const before = graph.accepted.length;
  await ask('lost-answer');
  await graph.waitFor(before + 1);
  expect((await until(outbox, (rows) => rows[0]?.state === 'unknown'))[0]?.state).toBe('unknown');
  const [send] = seen;
  if (send === undefined) throw new Error('nothing was sent');
  await status(send, 'sent');
  await until(outbox, (rows) => rows.length === 0);
  // Longer than the grace: the row must be gone for good.
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect(seen).toHaveLength(1);
  const { rows } = await database.pool.query(
    "SELECT wamid FROM messages WHERE direction = 'out' AND wamid = $1",
    [send.wamid],
  );
  expect(rows).toHaveLength(1);
});

test('without a status within the grace it is sent again; the asks behind it keep their order', async () => {
  const seen = refuseFirst(1, { kind: 'destroy', accept: false });
  const before = graph.accepted.length;
  await ask('first');
  await ask('second');
  await graph.waitFor(before + 2);
  expect(seen.map((send) => send.context)).toEqual([wamid('first'), wamid('first'), wamid('second')]);
  expect((seen[1]?.at ?? 0) - (seen[0]?.at ?? 0)).toBeGreaterThan(598);
  expect(seen[0]?.opaque).toBe(seen[1]?.opaque);
});

test('a status that comes after the grace cannot prevent the duplicate: the promise ends there', async () => {
  const seen = refuseFirst(1, { kind: 'destroy', accept: true });
  const before = graph.accepted.length;
  await ask('late-status');
  await graph.waitFor(before + 2);
  const [send] = seen;
  if (send !== undefined) await status(send, 'sent');
  expect(seen).toHaveLength(2);
});

test('policy park gives up after the grace instead, and says so', async () => {
  const seen = refuseFirst(1, { kind: 'destroy', accept: false });
  const before = graph.accepted.length;
  await ask('parked', parking);
  await ask('after', parking);
  await graph.waitFor(before + 1);
  expect(seen.map((send) => send.context)).toEqual([wamid('parked'), wamid('after')]);
  expect(await outbox()).toContainEqual({ state: 'parked', error: 'unknown outcome' });
});

test('a reply of an agent goes through the same door, behind what is open', async () => {
  const seen = refuseFirst(0, { kind: 'error', status: 400, code: 1 });
  const before = graph.accepted.length;
  await ask('rule');
  const { rows } = await database.pool.query(
    'SELECT v.id FROM conversations v JOIN contacts c ON c.id = v.contact_id WHERE c.wa_id = $1',
    [customer],
  );
  const conversationId = rows[0].id as number;
  await node.context.fenced((tx) =>
    node.context.outbound.insertReply(tx, { conversationId, text: 'from an agent' }),
  );
  node.context.outbound.wake([conversationId]);
  await graph.waitFor(before + 2);
  expect(seen.map((send) => send.text)).toEqual([`Your discount code is CODE-${seq}`, 'from an agent']);
});

test('a row that nobody was woken for is found by the sweep', async () => {
  const before = graph.accepted.length;
  await node.webhooks.messages([{ from: customer, wamid: wamid('hello'), text: 'hello' }]);
  const { rows } = await database.pool.query(
    'SELECT v.id FROM conversations v JOIN contacts c ON c.id = v.contact_id WHERE c.wa_id = $1',
    [customer],
  );
  await node.context.fenced((tx) =>
    node.context.outbound.insertReply(tx, { conversationId: rows[0].id as number, text: 'forgotten' }),
  );
  await graph.waitFor(before + 1);
  expect(graph.accepted.at(-1)?.text).toBe('forgotten');
});

test('a claim that the process lost sight of is taken up again', async () => {
  const before = graph.accepted.length;
  await node.webhooks.messages([{ from: customer, wamid: wamid('hi'), text: 'hi' }]);
  await database.pool.query(
    `INSERT INTO outbox (conversation_id, phone_number_id, to_wa_id, text, state, owner)
     SELECT v.id, v.phone_number_id, c.wa_id, 'lost claim', 'sending', $2
       FROM conversations v JOIN contacts c ON c.id = v.contact_id WHERE c.wa_id = $1`,
    [customer, node.incarnationId],
  );
  await graph.waitFor(before + 1);
  expect(graph.accepted.at(-1)?.text).toBe('lost claim');
});
