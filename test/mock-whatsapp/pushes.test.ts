import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MockEvent, PushLine } from '../../mock-whatsapp/contract/events.ts';
import type { PushesAccepted, PushPlan, PushStatus } from '../../mock-whatsapp/contract/pushes.ts';
import { readLines } from './support/event-lines.ts';
import { openStage, type Stage } from './support/stage.ts';

let dir: string;
let stage: Stage;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'sp-pushes-'));
  stage = await openStage({ eventsDir: dir });
});
afterEach(async () => {
  await stage.close();
  rmSync(dir, { recursive: true, force: true });
});

const plan: PushPlan = {
  v: 1,
  id: 'campaign-fast',
  leadMs: 0,
  customer: [0, 1, 2],
  atMs: [0, 20, 40],
  nonce: ['cf-0000', 'cf-0001', 'cf-0002'],
  drain: { quietMs: 60, maxMs: 300 },
};
const waId = (index: number): string => String(821_000_000_000 + index);
const post = (changes: Partial<PushPlan> = {}) =>
  stage.control('POST', '/_sim/pushes', { ...plan, ...changes });
async function done(id = plan.id): Promise<PushStatus> {
  return (await stage.control('GET', `/_sim/pushes/${id}?waitMs=10000`)).body;
}
async function lines(): Promise<readonly PushLine[]> {
  await stage.mock.close();
  return readLines<PushLine>(dir, 'pushes').filter(({ kind }) => kind === 'push');
}

test('a push is received once, twice or never: due, receipt, copies and number in a line each', async () => {
  const accepted = await post();
  expect(accepted.status).toBe(202);
  const { hash, pushes, startsAtMonoNs, startsAtWallMs } = accepted.body as PushesAccepted;
  expect(pushes).toBe(3);
  expect(Math.abs(startsAtWallMs - Date.now())).toBeLessThan(60_000);
  await stage.say(waId(0), 'Sale today, ref cf-0000!', {}, 3);
  await stage.say(waId(0), 'Sale today, ref cf-0000!', {}, 4);
  await stage.say(waId(1), 'cf-0001');
  expect(await done()).toMatchObject({
    state: 'done',
    planned: 3,
    due: 3,
    received: 2,
    open: 1,
    duplicated: 1,
  });

  const written = await lines();
  expect(written.map(({ p, i, c, due, k, n }) => [p, i, c, due, k, n])).toEqual([
    ['campaign-fast', 0, 0, 0, 2, 3],
    ['campaign-fast', 1, 1, 20_000, 1, 0],
    ['campaign-fast', 2, 2, 40_000, 0, null],
  ]);
  expect(written[2]?.rec).toBeNull();
  const events = readLines<MockEvent>(dir, 'mock');
  expect(events.find(({ kind }) => kind === 'push.started')).toMatchObject({ hash, mono_ns: startsAtMonoNs });
  expect(events.find(({ kind }) => kind === 'push.ended')).toMatchObject({
    plan: 'campaign-fast',
    reason: 'timeout',
    planned: 3,
    received: 2,
    duplicated: 1,
    wrong: 0,
  });
  expect(events.filter(({ kind }) => kind === 'message.unexpected')).toEqual([]);
  const sends = events.filter((event) => event.kind === 'mock.sends');
  expect(sends.map(({ plan }) => plan)).toEqual(['campaign-fast']);
});

test('to somebody else it is wrong, and the push stays owed', async () => {
  await post();
  await stage.say(waId(5), 'cf-0000');
  await stage.say('999999999', 'cf-0000');
  expect(await done()).toMatchObject({ received: 0, wrong: 2, open: 3 });
});

test('early is a receipt with a negative lateness; all there ends the plan after the quiet time', async () => {
  await post({ leadMs: 150 });
  for (const index of [0, 1, 2]) await stage.say(waId(index), `cf-000${index}`);
  expect(await done()).toMatchObject({ received: 3, open: 0 });
  const [first] = await lines();
  expect(first?.rec).toBeLessThan(0);
  expect(readLines<MockEvent>(dir, 'mock').find(({ kind }) => kind === 'push.ended')).toMatchObject({
    reason: 'drained',
  });
});

test('a stopped plan owes what was due: the rest is not missed', async () => {
  await post({ atMs: [0, 0, 60_000] });
  await stage.say(waId(0), 'cf-0000');
  const { body } = await stage.control('POST', '/_sim/pushes/campaign-fast/stop');
  expect(body).toMatchObject({ due: 2 });
  expect(await done()).toMatchObject({ state: 'done', due: 2, received: 1 });
  expect((await lines()).map(({ i }) => i)).toEqual([0, 1]);
});

test('pushes come before asks: a customer of a running rush gets one without it counting as a reply', async () => {
  await post();
  const asked = stage.control('POST', `/_sim/customers/${waId(0)}/ask`, {
    text: 'hi',
    timeoutMs: 300,
    any: true,
  });
  await stage.receiver.until(() => stage.receiver.posts.length === 1);
  await stage.say(waId(0), 'cf-0000');
  expect((await asked).body).toMatchObject({ answered: false });
  expect((await done()).received).toBe(1);
});

test('refused: double ids and nonces, strangers, and every bad field at once', async () => {
  await post();
  expect((await post()).body.error.message).toContain('still expected');
  expect((await post({ id: 'other' })).body.error.message).toContain(
    'nonce cf-0000 belongs to running pushes',
  );
  const free = { id: 'other', nonce: ['x-1', 'x-2', 'x-3'] };
  expect((await post({ ...free, customer: [0, 1, 99] })).body.error.message).toContain('customer 99');
  expect(
    (await post({ ...free, atMs: [-1], nonce: ['a', 'a', 'x-3'] })).body.error.message.split('\n'),
  ).toEqual([
    'atMs.0: -1: Too small: expected number to be >=0',
    'nonce.0: "a": must be 3 to 64 of A-Z a-z 0-9 - _, so that it can be found in a message',
    'nonce.1: "a": must be 3 to 64 of A-Z a-z 0-9 - _, so that it can be found in a message',
    'atMs: [-1]: must have as many entries as customer (3)',
    'nonce.1: "a": must be unique, push 0 has it too',
  ]);
  expect((await stage.control('GET', '/_sim/pushes/none')).status).toBe(404);
  expect((await stage.control('PUT', '/_sim/customers', { customers: [] })).status).toBe(409);
});

test('an id and its nonces are free again once the plan is done', async () => {
  await post({ drain: { quietMs: 0, maxMs: 0 } });
  await done();
  expect((await post()).status).toBe(202);
});

test('customers can be read in pages; any message answers an ask that takes any', async () => {
  const { body } = await stage.control('GET', '/_sim/customers?first=18&count=5');
  expect(body.customers.map(({ index, waId }: { index: number; waId: string }) => [index, waId])).toEqual([
    [18, waId(18)],
    [19, waId(19)],
  ]);
  stage.replyWith(() => 'which item?');
  const asked = await stage.control('POST', `/_sim/customers/${waId(0)}/ask`, {
    text: 'I want to order',
    timeoutMs: 5000,
    any: true,
  });
  expect(asked.body).toMatchObject({ answered: true, text: 'which item?' });
  expect(stage.receiver.posts[0]?.messages[0]?.text.body).toBe('I want to order');
});
