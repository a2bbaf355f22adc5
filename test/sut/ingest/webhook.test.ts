import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';
import { type FakeGraph, startFakeGraph } from '../support/fake-graph.ts';
import { appSecret, plant, startTestNode, type TestNode } from '../support/node.ts';
import { defaultNumber, sign } from '../support/webhooks.ts';

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

let seq = 0;
let customer = '';
beforeEach(async () => {
  graph.refuse = () => null;
  seq += 1;
  customer = `82100${seq}`;
  await plant(database, { [customer]: `CODE-${seq}` });
});

const wamid = (name: string): string => `wamid.${seq}.${name}`;
const ask = 'discount code please';

async function stored(wamids: readonly string[]): Promise<number> {
  const { rows } = await database.pool.query('SELECT count(*) AS n FROM messages WHERE wamid = ANY ($1)', [
    wamids,
  ]);
  return rows[0].n;
}

test('the subscription challenge is answered bare, and only for the right token', async () => {
  const url = (token: string) =>
    `${node.baseUrl}/webhook?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`;
  const right = await fetch(url('verify'));
  expect([right.status, await right.text()]).toEqual([200, '1158201444']);
  expect((await fetch(url('wrong'))).status).toBe(403);
});

test('the signature counts over the raw bytes, escapes and all', async () => {
  const text = '할인 코드 – 优惠码 😀 é';
  const body = JSON.stringify(envelope([message(wamid('u'), text)]));
  const escaped = body.replace(
    /[\u0080-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  expect(escaped).not.toBe(body);
  expect(await node.webhooks.post(escaped)).toBe(200);
  const { rows } = await database.pool.query('SELECT text FROM messages WHERE wamid = $1', [wamid('u')]);
  expect(rows).toEqual([{ text }]);
});

test.each([
  ['missing', null],
  ['of another secret', sign('{"entry":[]}', 'other')],
  ['not hexadecimal', 'sha256=zz'],
  ['of another length', 'sha256=00'],
  ['of another body', sign('{"entry":[] }', appSecret)],
])('a signature that is %s gets 401 and nothing is stored', async (_name, signature) => {
  expect(await node.webhooks.post('{"entry":[]}', signature)).toBe(401);
});

test('every message of every change of every entry is stored and answered', async () => {
  const before = graph.accepted.length;
  const ids = Array.from({ length: 12 }, (_, i) => wamid(`m${i}`));
  const changes = ids.map((id, i) => ({ id, from: `${customer}${i}` }));
  await plant(database, Object.fromEntries(changes.map(({ from }, i) => [from, `M-${i}`])));
  const entry = [0, 1, 2].map((e) => ({
    id: `waba${e}`,
    changes: [0, 1].map((c) => ({
      field: 'messages',
      value: value(
        changes.slice(e * 4 + c * 2, e * 4 + c * 2 + 2).map(({ id, from }) => message(id, ask, from)),
      ),
    })),
  }));
  expect(await node.webhooks.post(JSON.stringify({ object: 'whatsapp_business_account', entry }))).toBe(200);
  await graph.waitFor(before + 12);
  expect(await stored(ids)).toBe(12);
  expect(new Set(graph.accepted.slice(before).map((send) => `${send.to} ${send.text}`))).toEqual(
    new Set(changes.map(({ from }, i) => `${from} Your discount code is M-${i}`)),
  );
});

test('the answer carries that customer’s code, quotes the ask, and names its outbox row', async () => {
  const before = graph.accepted.length;
  await node.webhooks.messages([{ from: customer, wamid: wamid('q'), text: 'My DISCOUNT  code?' }]);
  await graph.waitFor(before + 1);
  expect(graph.accepted.at(-1)).toMatchObject({
    to: customer,
    text: `Your discount code is CODE-${seq}`,
    context: wamid('q'),
    opaque: expect.stringMatching(/^\d+$/),
    phoneNumberId: defaultNumber,
  });
});

test('one message delivered five times at once, twice in one POST and once later is answered once', async () => {
  const before = graph.accepted.length;
  const item = { from: customer, wamid: wamid('dup'), text: ask };
  const statuses = await Promise.all(Array.from({ length: 5 }, () => node.webhooks.messages([item, item])));
  expect(statuses).toEqual([200, 200, 200, 200, 200]);
  await graph.waitFor(before + 1);
  expect(await node.webhooks.messages([item])).toBe(200);
  const marker = { from: `${customer}9`, wamid: wamid('marker'), text: ask };
  await plant(database, { [marker.from]: 'MARKER' });
  await node.webhooks.messages([marker]);
  await graph.waitFor(before + 2);
  expect(graph.accepted.slice(before).map((send) => send.context)).toEqual([item.wamid, marker.wamid]);
});

test('first messages sent all at once make one conversation', async () => {
  const ids = Array.from({ length: 10 }, (_, i) => wamid(`f${i}`));
  await Promise.all(ids.map((id) => node.webhooks.messages([{ from: customer, wamid: id, text: 'photo' }])));
  const { rows } = await database.pool.query(
    'SELECT count(DISTINCT conversation_id) AS conversations, count(*) AS messages FROM messages WHERE wamid = ANY ($1)',
    [ids],
  );
  expect(rows).toEqual([{ conversations: 1, messages: 10 }]);
});

test('a message after the close opens another conversation', async () => {
  await node.webhooks.messages([{ from: customer, wamid: wamid('c1'), text: 'hello' }]);
  await database.pool.query(
    "UPDATE conversations SET status = 'closed' WHERE contact_id = (SELECT id FROM contacts WHERE wa_id = $1)",
    [customer],
  );
  await node.webhooks.messages([{ from: customer, wamid: wamid('c2'), text: 'hello again' }]);
  const { rows } = await database.pool.query(
    `SELECT v.status FROM conversations v JOIN contacts c ON c.id = v.contact_id WHERE c.wa_id = $1 ORDER BY v.id`,
    [customer],
  );
  expect(rows.map((row) => row.status)).toEqual(['closed', 'open']);
});

test('answers of one conversation go out in the order of its asks, one at a time', async () => {
  const before = graph.accepted.length;
  const ids = Array.from({ length: 8 }, (_, i) => wamid(`o${i}`));
  let open = 0;
  let most = 0;
  graph.refuse = (send) => {
    if (send.to === customer) {
      open = graph.inFlight + 1;
      most = Math.max(most, open);
    }
    return null;
  };
  // Two POSTs; within each the timestamps decide, not the places.
  const items = ids.map((id, i) => ({ from: customer, wamid: id, text: ask, timestamp: 1_750_000_000 + i }));
  await node.webhooks.messages([...items.slice(0, 4)].reverse());
  await node.webhooks.messages(items.slice(4));
  await graph.waitFor(before + 8);
  expect(graph.accepted.slice(before).map((send) => send.context)).toEqual(ids);
  expect(most).toBe(1);
});

test('what no rule answers, and who has no code, is left to agents', async () => {
  const nobody = `${customer}7`;
  await node.webhooks.messages([
    { from: customer, wamid: wamid('n1'), text: 'where is my parcel' },
    { from: nobody, wamid: wamid('n2'), text: ask },
  ]);
  const reaction = {
    from: customer,
    id: wamid('n3'),
    timestamp: '1750000000',
    type: 'reaction',
    reaction: { emoji: '👍' },
  };
  await node.webhooks.post(JSON.stringify(envelope([reaction])));
  const { rows } = await database.pool.query(
    `SELECT m.wamid FROM messages m WHERE m.wamid = ANY ($1)
        AND (EXISTS (SELECT 1 FROM unanswered u WHERE u.message_id = m.id)
          OR EXISTS (SELECT 1 FROM agent_cases a WHERE a.conversation_id = m.conversation_id)) ORDER BY m.id`,
    [[wamid('n1'), wamid('n2')]],
  );
  expect(rows.map((row) => row.wamid)).toEqual([wamid('n1'), wamid('n2')]);
  const { rows: silent } = await database.pool.query(
    'SELECT 1 FROM unanswered u JOIN messages m ON m.id = u.message_id WHERE m.wamid = $1',
    [wamid('n3')],
  );
  expect(silent).toEqual([]);
});

test('well-formed webhooks of every other kind get 200', async () => {
  const others = [
    { object: 'whatsapp_business_account', entry: [] },
    {
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [{ field: 'account_update', value: { event: 'X' } }] }],
    },
    {
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          time: 1,
          changes: [
            { field: 'messages', value: { metadata: { phone_number_id: '1' }, errors: [{ code: 130429 }] } },
          ],
        },
      ],
    },
    envelope([{ id: wamid('odd'), type: 'text' }]),
    { object: 'whatsapp_business_account', entry: [null, { changes: 'no' }, { changes: [null, 3] }] },
  ];
  for (const body of others) expect(await node.webhooks.post(JSON.stringify(body))).toBe(200);
  for (const body of ['', 'not json', '[]', '"text"']) expect(await node.webhooks.post(body)).toBe(400);
});

test('text that PostgreSQL cannot hold as it is does not spoil its batch', async () => {
  const ids = [wamid('nul'), wamid('half'), wamid('fine'), wamid('payload')];
  const [nul = '', half = '', fine = '', payload = ''] = ids;
  const replies = await Promise.all([
    node.webhooks.post(JSON.stringify(envelope([message(nul, 'a\u0000b')]))),
    node.webhooks.post(JSON.stringify(envelope([message(half, 'x\ud83d')]))),
    node.webhooks.post(JSON.stringify(envelope([message(fine, 'fine')]))),
    node.webhooks.post(
      JSON.stringify(
        envelope([
          { ...message(payload, ''), type: 'location', location: { name: 'n\u0000\ud83d', latitude: 1 } },
        ]),
      ),
    ),
  ]);
  expect(replies).toEqual([200, 200, 200, 200]);
  expect(await stored(ids)).toBe(4);
});

test('a message with absurd ids or time is not the end of its batch', async () => {
  const fine = wamid('beside');
  expect(
    await node.webhooks.post(
      JSON.stringify(
        envelope([
          { ...message('w'.repeat(5_000), ask) },
          { ...message(wamid('time'), ask), timestamp: '99999999999999999999' },
          message(fine, 'x'.repeat(100_000)),
        ]),
      ),
    ),
  ).toBe(200);
  expect(await stored([fine, wamid('time')])).toBe(2);
});

test('3 MB fit', async () => {
  const many = Array.from({ length: 900 }, (_, i) => message(wamid(`big${i}`), 'y'.repeat(3_000)));
  expect(await node.webhooks.post(JSON.stringify(envelope(many)))).toBe(200);
  expect(await stored(many.map((item) => item.id))).toBe(900);
});

test('statuses only ever rise; a failure is kept apart and gets 200', async () => {
  const post = (items: readonly [string, string, number?][]) =>
    node.webhooks.statuses(
      items.map(([id, status, code]) => ({
        phoneNumberId: defaultNumber,
        item: { wamid: id, status, to: customer, code },
      })),
    );
  const a = wamid('s1');
  const b = wamid('s2');
  expect(
    await post([
      [a, 'read'],
      [b, 'sent'],
    ]),
  ).toBe(200);
  expect(
    await post([
      [a, 'sent'],
      [a, 'delivered'],
      [b, 'delivered'],
      [b, 'failed', 131026],
    ]),
  ).toBe(200);
  expect(await post([[b, 'sent']])).toBe(200);
  const { rows } = await database.pool.query(
    'SELECT wamid, rank, failed_code FROM statuses WHERE wamid = ANY ($1) ORDER BY wamid',
    [[a, b]],
  );
  expect(rows).toEqual([
    { wamid: a, rank: 3, failed_code: null },
    { wamid: b, rank: 2, failed_code: 131026 },
  ]);
});

function message(id: string, text: string, from = customer) {
  return { from, id, timestamp: '1750000000', type: 'text', text: { body: text } };
}

function value(messages: readonly object[]): object {
  return { messaging_product: 'whatsapp', metadata: { phone_number_id: defaultNumber }, messages };
}

function envelope(messages: readonly object[]): object {
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: 'waba', changes: [{ field: 'messages', value: value(messages) }] }],
  };
}
