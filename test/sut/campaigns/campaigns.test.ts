import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { call, login } from '../agents/support/agent-client.ts';
import { password } from '../agents/support/agent-node.ts';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';
import { type FakeGraph, startFakeGraph } from '../support/fake-graph.ts';
import { plant, startTestNode, type TestNode } from '../support/node.ts';
import { until } from '../support/processes.ts';

const numbers = ['100000000000001', '100000000000002', '100000000000003'];
const agents = [
  { login: 'chief', password, role: 'supervisor' },
  { login: 'agent-0', password },
] as const;

let database: TestDatabase;
let graph: FakeGraph;
let nodes: readonly [TestNode, TestNode];
let chief: string;
let agent: string;
beforeAll(async () => {
  database = await startTestDatabase();
  graph = await startFakeGraph();
  const settings = { agents, phoneNumberIds: numbers };
  nodes = [
    await startTestNode(database, graph, settings),
    await startTestNode(database, graph, { ...settings, nodeName: 'node-2' }),
  ];
  chief = (await login(nodes[0].baseUrl, 'chief')).token;
  agent = (await login(nodes[0].baseUrl, 'agent-0')).token;
});
afterAll(async () => {
  for (const node of nodes ?? []) await node.stop();
  await graph.close();
  await database.stop();
});

let seq = 0;
beforeEach(() => {
  seq += 1;
});
const person = (i: number): string => `82${seq}${String(i).padStart(5, '0')}`;
const people = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ waId: person(i), values: { ref: `r${seq}-${i}` } }));
const body = (changes: object = {}) => ({
  key: `campaign-${seq}`,
  name: 'Black Friday',
  text: 'Sale for you, {name}! Ref {ref}',
  startsAt: new Date().toISOString(),
  ratePerMinute: 60_000,
  ...changes,
});
const schedule = (changes: object, token = chief, node: TestNode = nodes[0]) =>
  call(node.baseUrl, 'POST', '/api/campaigns', token, body(changes));
const read = (id: string) => call(nodes[1].baseUrl, 'GET', `/api/campaigns/${id}`, chief);
const over = (id: string) =>
  until(
    () => read(id),
    ({ body: status }) => status.state === 'done',
  );

test('each recipient gets one message, at its time or after, with its own words, from several numbers', async () => {
  const before = graph.accepted.length;
  await plant(database, Object.fromEntries(people(120).map(({ waId }, i) => [waId, `C${seq}-${i}`])));
  await database.pool.query('UPDATE contacts SET name = $2 WHERE wa_id = $1', [person(7), 'Mina']);
  const startsAt = new Date(Date.now() + 200);
  const made = await schedule({
    recipients: people(120),
    startsAt: startsAt.toISOString(),
    ratePerMinute: 12_000,
  });
  expect(made.status).toBe(201);
  expect((await over(made.body.id)).body).toMatchObject({
    state: 'done',
    recipients: 120,
    due: 0,
    queued: 0,
    sent: 120,
    failed: 0,
    late: 0,
    lateRatio: 0,
  });
  const sends = graph.accepted.slice(before);
  expect(sends.map(({ to }) => to).toSorted()).toEqual(people(120).map(({ waId }) => waId));
  expect(new Set(sends.map(({ phoneNumberId }) => phoneNumberId))).toEqual(new Set(numbers));
  for (const send of sends) {
    const index = Number(send.to.slice(-5));
    expect(send.text).toBe(`Sale for you, ${index === 7 ? 'Mina' : ''}! Ref r${seq}-${index}`);
    // One every 5 ms; both clocks are this machine's.
    expect(performance.timeOrigin + send.at).toBeGreaterThan(startsAt.getTime() + index * 5 - 1);
  }
  const ended = 'SELECT ended_at FROM campaigns WHERE id = $1 AND ended_at IS NOT NULL';
  await until(
    () => database.pool.query(ended, [made.body.id]),
    ({ rowCount }) => rowCount === 1,
  );
});

test('two schedulers with one key make one campaign; another request under that key is refused', async () => {
  const before = graph.accepted.length;
  const startsAt = new Date(Date.now() + 100).toISOString();
  const same = { recipients: people(40), startsAt };
  const answers = await Promise.all(nodes.map((node) => schedule(same, chief, node)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 201]);
  expect(answers[0]?.body.id).toBe(answers[1]?.body.id);
  expect((await schedule({ ...same, name: 'Other' })).body.error.id).toBe('SP_SUT_CAMPAIGN_KEY');
  await over(answers[0]?.body.id);
  expect(
    graph.accepted
      .slice(before)
      .map(({ to }) => to)
      .toSorted(),
  ).toEqual(people(40).map(({ waId }) => waId));
});

test('a tag is a list; who is on a list twice gets one message; open conversations keep their number', async () => {
  const before = graph.accepted.length;
  await nodes[0].webhooks.messages([
    { from: person(0), wamid: `wamid.in.${seq}`, text: 'hello', phoneNumberId: numbers[2] ?? '' },
  ]);
  await plant(database, { [person(1)]: `T${seq}` });
  await database.pool.query(
    `INSERT INTO contact_tags (tag, contact_id) SELECT 'vip', id FROM contacts WHERE wa_id = ANY ($1)`,
    [[person(0), person(1)]],
  );
  const tagged = await schedule({ tag: 'vip', text: 'hello vip' });
  await over(tagged.body.id);
  expect(
    graph.accepted
      .slice(before)
      .map(({ to }) => to)
      .toSorted(),
  ).toEqual([person(0), person(1)]);
  expect(graph.accepted.find(({ to }) => to === person(0))?.phoneNumberId).toBe(numbers[2]);
  const twice = await schedule({
    key: `twice-${seq}`,
    recipients: [{ waId: person(5) }, { waId: person(5) }],
  });
  await over(twice.body.id);
  expect((await read(twice.body.id)).body).toMatchObject({ recipients: 1, sent: 1 });
  expect((await schedule({ key: 'none', tag: 'nobody' })).status).toBe(400);
});

test('supervisors only; unknown campaigns and bad requests are said', async () => {
  expect((await schedule({ recipients: people(1) }, agent)).status).toBe(403);
  expect((await call(nodes[0].baseUrl, 'GET', '/api/campaigns/1', agent)).status).toBe(403);
  expect((await schedule({ recipients: people(1) }, '')).status).toBe(401);
  expect((await read('999999')).status).toBe(404);
  for (const bad of [
    {},
    { tag: 'a', recipients: people(1) },
    { tag: 'a', ratePerMinute: 0 },
    { tag: 'a', startsAt: 'soon' },
  ])
    expect((await schedule(bad)).status, JSON.stringify(bad)).toBe(400);
});

test('a given-up message counts as failed, and the campaign ends', async () => {
  graph.refuse = ({ to }) => (to === person(1) ? { kind: 'error', status: 400, code: 131026 } : null);
  const { body: made } = await schedule({ recipients: people(3) });
  expect((await over(made.id)).body).toMatchObject({ sent: 2, failed: 1 });
  graph.refuse = () => null;
});

test('a campaign never makes a reply wait: with the number full, answers go first', async () => {
  const slow = await startTestNode(database, graph, {
    nodeName: 'slow',
    phoneNumberIds: ['200000000000001'],
    numberRatePerSec: 100,
    agents,
  });
  try {
    const before = graph.accepted.length;
    await plant(database, { [person(900)]: `ASK-${seq}` });
    const recipients = people(400);
    const made = await schedule({ recipients, ratePerMinute: 600_000 }, chief, slow);
    await graph.waitFor(before + 20);
    await slow.webhooks.messages([
      {
        from: person(900),
        wamid: `wamid.ask.${seq}`,
        text: 'discount code',
        phoneNumberId: '200000000000001',
      },
    ]);
    await until(() => graph.accepted.slice(before).some(({ to }) => to === person(900)), Boolean);
    const { body: status } = await call(slow.baseUrl, 'GET', `/api/campaigns/${made.body.id}`, chief);
    // 400 at 80/s are five seconds; the answer came while most of them waited.
    expect(status.sent).toBeLessThan(300);
    await over(made.body.id);
    expect(graph.accepted.slice(before)).toHaveLength(401);
  } finally {
    await slow.stop();
  }
});
