import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { OptionsRequest } from '../../../mock-whatsapp/contract/control.ts';
import { appSecret, type InboundMessage, type Receiver, verifyToken } from '../support/receiver.ts';
import { openStage, quick, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const ids = (receiver: Receiver): readonly string[] =>
  receiver.posts.flatMap(({ messages }) => messages.map(({ id }) => id));

/** Asks all at time zero; `customer` picks who. */
async function askAtOnce(customer: readonly number[], texts = ['code {nonce}']): Promise<void> {
  const answer = await stage.control('POST', '/_sim/plans', {
    v: 1,
    id: 'p',
    seed: 1,
    matcher: 'echo',
    texts,
    expect: 'nonce',
    answerDeadlineMs: 10_000,
    leadMs: 0,
    drain: { quietMs: 0, maxMs: 5000 },
    arrivals: { kind: 'explicit', customers: 20, atMs: customer.map(() => 0), customer },
  });
  expect(answer.status).toBe(202);
}

test('the signature covers the exact bytes; non-ASCII travels escaped in lower case', async () => {
  stage = await openStage();
  await askAtOnce([3], ['할인 코드 주세요 🙂 café {nonce}']);
  await stage.receiver.until(() => stage.receiver.posts.length === 1);
  const [post] = stage.receiver.posts;
  const raw = post?.raw.toString('latin1') ?? '';
  expect(post?.signatureOk).toBe(true);
  expect(post?.headers).toMatchObject({
    'user-agent': 'facebookexternalua',
    'content-type': 'application/json',
  });
  expect(raw).toMatch(/^[\x20-\x7e]+$/);
  expect(raw).toContain('\\ud560\\uc778'); // 할인
  expect(raw).toContain('\\ud83d\\ude42'); // 🙂
  expect(raw).toContain('caf\\u00e9');
  expect(post?.messages[0]?.text.body).toMatch(/^할인 코드 주세요 🙂 café \w+$/);
});

test('the envelope: number, contact, message', async () => {
  stage = await openStage();
  await askAtOnce([3]);
  await stage.receiver.until(() => stage.receiver.posts.length === 1);
  const body = stage.receiver.posts[0]?.body;
  expect(body).toEqual({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: stage.mock.wabaId,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: {
                display_phone_number: '15550783803',
                phone_number_id: stage.mock.phoneNumberIds[3],
              },
              contacts: [{ profile: { name: '고객 3 🙂' }, wa_id: '821000000003' }],
              messages: [
                {
                  from: '821000000003',
                  id: expect.stringMatching(/^wamid\./),
                  timestamp: expect.stringMatching(/^\d{10}$/),
                  text: { body: expect.stringMatching(/^code \w+$/) },
                  type: 'text',
                },
              ],
            },
          },
        ],
      },
    ],
  });
});

test('a challenge that fails: 409, and the former webhook stays', async () => {
  stage = await openStage();
  const refused = await stage.control('POST', '/_sim/webhook', {
    url: stage.receiver.url,
    verifyToken: 'other',
    appSecret,
  });
  expect(refused).toMatchObject({ status: 409, body: { error: { id: 'SP_MOCK_CHALLENGE' } } });
  const nobody = await stage.control('POST', '/_sim/webhook', {
    url: 'http://127.0.0.1:9/',
    verifyToken,
    appSecret,
  });
  expect(nobody.status).toBe(409);
  await askAtOnce([0]);
  await stage.receiver.until(() => stage.receiver.posts.length === 1);
});

test.each([500, 404, 302, 201, 204])(
  'HTTP %i is no success: the same bytes come again until 200',
  async (status) => {
    stage = await openStage();
    stage.receiver.answer = () => (stage.receiver.posts.length <= 3 ? status : 200);
    await askAtOnce([0]);
    await stage.receiver.until(() => stage.receiver.posts.length === 4);
    const [first, ...others] = stage.receiver.posts;
    for (const post of others) expect(post.raw.equals(first?.raw ?? Buffer.alloc(0))).toBe(true);
    const state = async () => (await stage.control('GET', '/_sim/state')).body;
    while ((await state()).webhookInFlight > 0) await setImmediate();
    expect(await state()).toMatchObject({ webhookBacklog: 0, plans: [{ injected: 1, acked: 1 }] });
    expect(stage.receiver.posts).toHaveLength(4);
  },
);

test('a vendor that does not answer in time gets the webhook again', async () => {
  stage = await openStage({ options: { ...quick, webhookTimeoutMs: 150 } });
  stage.receiver.answer = () => (stage.receiver.posts.length === 1 ? 'hold' : 200);
  await askAtOnce([0]);
  await stage.receiver.until(() => stage.receiver.posts.length === 2);
  expect(new Set(ids(stage.receiver)).size).toBe(1);
});

test('while the vendor is busy, what waits is batched: several numbers, one POST, nothing lost', async () => {
  stage = await openStage();
  stage.receiver.answer = () => 'hold';
  // Eight POSTs at once occupy the slots that send immediately.
  for (let i = 0; i < 8; i += 1) {
    const ask = stage.control('POST', `/_sim/customers/${821000000000 + i}/ask`, {
      text: 'hi',
      timeoutMs: 5000,
    });
    ask.catch(() => {});
    await stage.receiver.until(() => stage.receiver.posts.length === i + 1);
  }
  await askAtOnce([8, 9, 10, 11, 12, 13, 14, 15, 16, 17]);
  await stage.receiver.until(() => stage.receiver.posts.length === 9);
  const batch = stage.receiver.posts[8];
  expect(batch?.messages).toHaveLength(10);
  expect(batch?.signatureOk).toBe(true);
  const changes = batch?.body.entry[0]?.changes ?? [];
  expect(changes).toHaveLength(8);
  for (const { value } of changes)
    expect(value.contacts?.map((contact) => contact.wa_id)).toEqual(
      value.messages?.map((message) => message.from),
    );
  for (const response of stage.receiver.held) response.writeHead(200).end();
});

test('batchMax caps a POST; `singletons` sends one update each', async () => {
  stage = await openStage({ options: { ...quick, batchMax: 3 } });
  await askAtOnce([0, 1, 2, 3, 4, 5, 6]);
  await stage.receiver.until(() => ids(stage.receiver).length === 7);
  expect(stage.receiver.posts.map(({ messages }) => messages.length).sort()).toEqual([1, 3, 3]);
  await stage.close();

  const singletons: OptionsRequest = { ...quick, name: 'singletons' };
  stage = await openStage({ options: singletons });
  await askAtOnce([0, 1, 2, 3, 4, 5, 6]);
  await stage.receiver.until(() => ids(stage.receiver).length === 7);
  expect(stage.receiver.posts).toHaveLength(7);
});

test('a later message of a customer waits while an earlier one is unanswered on the wire', async () => {
  stage = await openStage({ options: { ...quick, batchMax: 1 } });
  stage.receiver.answer = () => 'hold';
  await askAtOnce([0, 0, 0, 1]);
  const from = (post: number): string | undefined => stage.receiver.posts[post]?.messages[0]?.from;
  await stage.receiver.until(() => stage.receiver.posts.length === 2);
  expect([from(0), from(1)].sort()).toEqual(['821000000000', '821000000001']);
  stage.receiver.answer = () => 200;
  for (const response of stage.receiver.held) response.writeHead(200).end();
  await stage.receiver.until(() => stage.receiver.posts.length === 4);
  const own = stage.receiver.posts
    .flatMap(({ messages }) => messages)
    .filter(({ from: waId }) => waId === '821000000000');
  const order = own.map(({ text }: InboundMessage) => text.body);
  expect(order).toEqual([...order].sort());
});

test('concurrency never exceeds webhookConcurrency', async () => {
  stage = await openStage({ options: { ...quick, batchMax: 1, webhookConcurrency: 3 } });
  let open = 0;
  let most = 0;
  stage.receiver.answer = () => 'hold';
  stage.receiver.onPost = () => {
    open += 1;
    most = Math.max(most, open);
    const response = stage.receiver.held.shift();
    setTimeout(() => {
      open -= 1;
      response?.writeHead(200).end();
    }, 20);
  };
  await askAtOnce(Array.from({ length: 20 }, (_, index) => index));
  await stage.receiver.until(() => ids(stage.receiver).length === 20);
  expect(most).toBe(3);
});

test('statuses: sent, delivered, read, in order, echoing the callback data, never mixed with messages', async () => {
  stage = await openStage();
  const { body } = await stage.say('821000000002', 'hello', { biz_opaque_callback_data: 'row 17 ✓' });
  const statuses = () => stage.receiver.posts.flatMap((post) => post.statuses);
  await stage.receiver.until(() => statuses().length === 3);
  expect(statuses().map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
  for (const status of statuses())
    expect(status).toMatchObject({
      id: body.messages[0].id,
      recipient_id: '821000000002',
      biz_opaque_callback_data: 'row 17 ✓',
    });
  for (const post of stage.receiver.posts) {
    expect(post.messages.length === 0 || post.statuses.length === 0).toBe(true);
    expect(post.signatureOk).toBe(true);
  }
});

test('a message to nobody is accepted and then fails with 131026', async () => {
  stage = await openStage();
  expect((await stage.say('4915112345678', 'hello')).status).toBe(200);
  await stage.receiver.until(() => stage.receiver.posts.length === 1);
  expect(stage.receiver.posts[0]?.statuses[0]).toMatchObject({
    status: 'failed',
    errors: [{ code: 131026 }],
  });
});
