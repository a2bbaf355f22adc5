import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { basePlan, codeOf, customers, openStage, quick, type Stage } from './support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const plan = { ...basePlan, arrivals: { kind: 'uniform', customers: 20, ratePerSec: 50, durationMs: 200 } };

test('health and state', async () => {
  expect((await stage.control('GET', '/_sim/health')).body).toEqual({
    ok: true,
    pid: process.pid,
    graphUrl: stage.graphUrl,
    run: 'mock',
  });
  expect((await stage.control('GET', '/_sim/state')).body).toMatchObject({
    openAsks: 0,
    graphInFlight: 0,
    webhookBacklog: 0,
    webhookInFlight: 0,
    lastMessageMonoNs: null,
    plans: [],
  });
});

test('state counts what is in flight', async () => {
  await stage.control('PUT', '/_sim/options', { ...quick, graphLatencyMs: [300, 300] });
  stage.receiver.answer = () => 'hold';
  const ask = stage.control('POST', '/_sim/customers/821000000000/ask', { text: 'hi', timeoutMs: 5000 });
  await stage.receiver.until(() => stage.receiver.posts.length === 1);
  const send = stage.say('821000000001', 'x');
  let state = (await stage.control('GET', '/_sim/state')).body;
  while (state.graphInFlight === 0) state = (await stage.control('GET', '/_sim/state')).body;
  expect(state).toMatchObject({ openAsks: 1, graphInFlight: 1, webhookInFlight: 1 });
  expect(Math.abs(Number(process.hrtime.bigint()) - state.monoNs)).toBeLessThan(60e9);
  await send;
  await stage.mock.close();
  await ask.catch(() => {});
});

describe('validation names every problem: field, value, what to do', () => {
  test('customers', async () => {
    const list = [
      { waId: '+82', name: 'a', number: 9, code: 'x' },
      { waId: '821000000001', name: 'b', number: 0, code: 'SAME-1' },
      { waId: '821000000001', name: 'c', number: 0, code: 'SAME-1' },
    ];
    const { status, body } = await stage.control('PUT', '/_sim/customers', { customers: list });
    expect([status, body.error.id]).toEqual([400, 'SP_MOCK_REQUEST']);
    expect(body.error.message.split('\n')).toEqual([
      'customers.0.waId: "+82": must be 5 to 15 digits, without +',
      "customers.0.number: 9: must be below the mock's 8 numbers",
      'customers.0.code: "x": must be 3 to 64 of A-Z a-z 0-9 - _, so that it can be found in a reply',
      'customers.2.waId: "821000000001": must be unique, customer 1 has it too',
      'customers.2.code: "SAME-1": must be unique, customer 1 has it too',
    ]);
  });

  test.each<[string, object, readonly string[]]>([
    [
      'fields',
      { ...plan, id: 'A B', texts: ['no placeholder'], seed: 1.5, extra: 1 },
      ['id', 'seed', 'texts.0', 'body'],
    ],
    ['arrivals', { ...plan, arrivals: { ...plan.arrivals, kind: 'sometimes' } }, ['arrivals.kind']],
    [
      'explicit times',
      { ...plan, arrivals: { kind: 'explicit', customers: 2, atMs: [5, 1], customer: [0, 1, 2] } },
      ['arrivals.atMs.1', 'arrivals.customer', 'arrivals.customer.2'],
    ],
    [
      'explicit times: every one that is negative, huge or out of order',
      {
        ...plan,
        arrivals: {
          kind: 'explicit',
          customers: 2,
          atMs: [-1, 5, 4, 1.7e12, 3, 2],
          customer: [0, -1, 1, 2, 0, 0],
        },
      },
      [
        'arrivals.atMs.0',
        'arrivals.atMs.2',
        'arrivals.atMs.3',
        'arrivals.atMs.4',
        'arrivals.atMs.5',
        'arrivals.customer.1',
        'arrivals.customer.3',
      ],
    ],
    [
      'no times',
      { ...plan, arrivals: { kind: 'explicit', customers: 1, atMs: [], customer: [] } },
      ['arrivals.atMs'],
    ],
    [
      'huge',
      { ...plan, arrivals: { kind: 'poisson', customers: 1, ratePerSec: 1e9, durationMs: 1e9 } },
      ['arrivals.durationMs', 'arrivals.ratePerSec'],
    ],
    [
      'bursts that overlap',
      {
        ...plan,
        arrivals: {
          kind: 'burst',
          customers: 1,
          ratePerSec: -1,
          everyMs: 1000,
          asks: 5,
          withinMs: 1001,
          durationMs: 1e4,
        },
      },
      ['arrivals.ratePerSec', 'arrivals.withinMs'],
    ],
    [
      'ranges',
      {
        ...plan,
        arrivals: {
          kind: 'cadence',
          customers: 0,
          firstWithinMs: 0,
          secondAfterMs: [2, 1],
          everyMs: [0, 1],
          durationMs: 1,
        },
      },
      ['arrivals.customers', 'arrivals.everyMs', 'arrivals.firstWithinMs', 'arrivals.secondAfterMs'],
    ],
  ])('plan: %s', async (_name, body, fields) => {
    const answer = await stage.control('POST', '/_sim/plans', body);
    expect(answer.status).toBe(400);
    expect(
      answer.body.error.message
        .split('\n')
        .map((line: string) => line.split(':')[0])
        .sort(),
    ).toEqual([...fields].sort());
  });

  test('a long list of bad times is counted beyond 200', async () => {
    const atMs = Array.from({ length: 500 }, () => -1);
    const body = { ...plan, arrivals: { kind: 'explicit', customers: 1, atMs, customer: atMs.map(() => 0) } };
    const answer = await stage.control('POST', '/_sim/plans', body);
    const lines = answer.body.error.message.split('\n');
    expect(lines).toHaveLength(201);
    expect(lines.at(-1)).toBe('and 300 more problems');
  });

  test('customers by index', async () => {
    const answer = await stage.control('GET', '/_sim/customers?first=1&count=2');
    const { customers } = answer.body;
    expect(customers).toMatchObject([
      { index: 1, waId: '821000000001' },
      { index: 2, waId: '821000000002' },
    ]);
    for (const query of ['first=-1&count=2', 'first=0&count=0', 'first=a&count=1']) {
      const { status, body } = await stage.control('GET', `/_sim/customers?${query}`);
      expect([status, body.error.id], query).toEqual([400, 'SP_MOCK_REQUEST']);
    }
  });

  test.each<[string, 'PUT' | 'POST', string, object]>([
    ['options', 'PUT', '/_sim/options', { name: 'fast' }],
    ['a batch above 1000', 'PUT', '/_sim/options', { name: 'bench', batchMax: 1001 }],
    ['webhook', 'POST', '/_sim/webhook', { url: 'ftp://x', verifyToken: '', appSecret: 's' }],
    ['ask', 'POST', '/_sim/customers/821000000000/ask', { text: '' }],
    ['media', 'POST', '/_sim/media/expect', { files: [{ index: -1, sha256: 'x', bytes: 0 }] }],
  ])('%s', async (_name, method, path, body) => {
    const answer = await stage.control(method, path, body);
    expect([answer.status, answer.body.error.id]).toEqual([400, 'SP_MOCK_REQUEST']);
  });
});

describe('refusals', () => {
  test('unknown plan, customer, route', async () => {
    expect((await stage.control('GET', '/_sim/plans/none')).status).toBe(404);
    expect((await stage.control('POST', '/_sim/plans/none/stop')).status).toBe(404);
    expect((await stage.control('POST', '/_sim/customers/123/ask', { text: 'a', timeoutMs: 1 })).status).toBe(
      404,
    );
    expect((await stage.control('GET', '/_sim/nothing')).body.error.id).toBe('SP_MOCK_ROUTE');
  });

  test('more customers than there are, the same id twice, customers of another plan, busy customers', async () => {
    expect(
      (await stage.control('POST', '/_sim/plans', { ...plan, firstCustomer: 1 })).body.error.message,
    ).toContain('customers 1 to 20, 20 are set');
    expect((await stage.control('POST', '/_sim/plans', plan)).status).toBe(202);
    expect((await stage.control('POST', '/_sim/plans', plan)).body.error.message).toContain('still running');
    expect(
      (await stage.control('POST', '/_sim/plans', { ...plan, id: 'other' })).body.error.message,
    ).toContain('running plan "rush"');
    const busy = await stage.control('PUT', '/_sim/customers', { customers: customers(3) });
    expect([busy.status, busy.body.error.id]).toEqual([409, 'SP_MOCK_BUSY']);
  });

  test('another count of numbers than the mock runs with', async () => {
    const { status, body } = await stage.control('PUT', '/_sim/options', { name: 'meta-default' });
    expect([status, body.error.id]).toEqual([409, 'SP_MOCK_OPTIONS']);
    expect((await stage.control('PUT', '/_sim/options', { name: 'meta-default', numbers: 8 })).status).toBe(
      200,
    );
  });
});

test('the named sets of the design', async () => {
  const set = async (name: string) =>
    (await stage.control('PUT', '/_sim/options', { name, numbers: 8 })).body;
  const bench = {
    numbers: 8,
    throughputPerSec: 1000,
    batchMax: 100,
    graphLatencyMs: [20, 20],
    statusDelaysMs: { sent: 300, delivered: 800, read: 2500 },
    pairRefillMs: 6000,
    pairDepth: 45,
    throttleStatus: 400,
  };
  expect(await set('bench')).toMatchObject({ name: 'bench', ...bench });
  expect(await set('singletons')).toMatchObject({ ...bench, name: 'singletons', batchMax: 1 });
  expect(await set('bench+drill')).toMatchObject({
    ...bench,
    name: 'bench+drill',
    graphLatencyMs: [100, 350],
  });
  expect(await set('meta-default')).toMatchObject({ ...bench, name: 'meta-default', throughputPerSec: 80 });
});

describe('asks of a script', () => {
  test('waits for the reply that holds its nonce', async () => {
    stage.replyWith((message) => `done: ${message.text.body}`);
    const { body } = await stage.control('POST', '/_sim/customers/821000000003/ask', {
      text: '배송 조회',
      timeoutMs: 5000,
    });
    expect(body).toMatchObject({ answered: true, text: expect.stringMatching(/^done: 배송 조회 \w+$/) });
    expect(body.spanMs).toBeGreaterThan(0);
  });

  test('an expectation of its own; other replies do not end it', async () => {
    stage.replyWith((message) => {
      void stage
        .say(message.from, 'please wait')
        .then(() => stage.say(message.from, `it is ${codeOf(message.from)}`));
      return null;
    });
    const { body } = await stage.control('POST', '/_sim/customers/821000000003/ask', {
      text: 'code?',
      timeoutMs: 5000,
      expect: codeOf('821000000003'),
    });
    expect(body).toMatchObject({ answered: true, text: 'it is CODE-0003' });
  });

  test('no answer in time', async () => {
    const { body } = await stage.control('POST', '/_sim/customers/821000000003/ask', {
      text: 'hi',
      timeoutMs: 50,
    });
    expect(body).toEqual({ answered: false, spanMs: null, text: null });
  });
});

test('the long poll ends with the state it waits for, or with its time', async () => {
  stage.replyWith((message) => codeOf(message.from));
  await stage.control('POST', '/_sim/plans', { ...plan, leadMs: 100 });
  expect((await stage.control('GET', '/_sim/plans/rush')).body).toMatchObject({
    state: 'waiting',
    planned: 10,
    recentP50Ms: null,
  });
  expect((await stage.control('GET', '/_sim/plans/rush?waitMs=10000&state=playing')).body.state).not.toBe(
    'waiting',
  );
  const done = (await stage.control('GET', '/_sim/plans/rush?waitMs=10000')).body;
  expect(done).toMatchObject({ state: 'done', answered: 10 });
  expect((await stage.control('GET', '/_sim/plans/rush?state=asleep')).status).toBe(400);
});

test('flush without event files', async () => {
  expect((await stage.control('POST', '/_sim/flush')).body).toEqual({ files: [] });
});
