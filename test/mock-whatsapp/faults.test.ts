import { afterEach, expect, test } from 'vitest';
import { openStage, quick, type Stage } from './support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const askAt = (count: number) => ({
  arrivals: {
    kind: 'explicit' as const,
    customers: count,
    atMs: Array.from({ length: count }, (_, i) => i * 30),
    customer: Array.from({ length: count }, (_, i) => i),
  },
});

test('every third acknowledged webhook with messages comes once more', async () => {
  // One message a webhook, however busy the machine.
  stage = await openStage({ options: { ...quick, batchMax: 1 } });
  const set = { redeliver: { every: 3, afterMs: 10 } };
  expect((await stage.control('PUT', '/_sim/faults', set)).body).toEqual(set);
  const accepted = await stage.control('POST', '/_sim/plans', {
    v: 1,
    id: 'p',
    seed: 1,
    matcher: 'echo',
    texts: ['code {nonce}'],
    expect: 'nonce',
    answerDeadlineMs: 1000,
    leadMs: 0,
    drain: { quietMs: 0, maxMs: 100 },
    ...askAt(6),
  });
  expect(accepted.status, JSON.stringify(accepted.body)).toBe(202);
  const ids = () => stage.receiver.posts.flatMap(({ messages }) => messages.map(({ id }) => id));
  await stage.receiver.until(() => ids().length === 8);
  const times = new Map<string, number>();
  for (const id of ids()) times.set(id, (times.get(id) ?? 0) + 1);
  expect([...times.values()]).toEqual([1, 1, 2, 1, 1, 2]);
  expect(stage.receiver.posts.every(({ signatureOk }) => signatureOk)).toBe(true);
});

test('every second accepted message is sent and then failed; {} ends it', async () => {
  stage = await openStage();
  await stage.control('PUT', '/_sim/faults', { failStatus: { every: 2 } });
  // A webhook must be there for statuses to go to; any plan-less send will do.
  const sent: string[] = [];
  for (const to of ['821000000000', '821000000001'])
    sent.push((await stage.say(to, 'hi')).body.messages[0].id);
  const of = (id: string) =>
    stage.receiver.posts.flatMap(({ statuses }) => statuses.filter((status) => status.id === id));
  await stage.receiver.until(() => of(sent[0] ?? '').length === 3 && of(sent[1] ?? '').length === 2);
  expect(of(sent[0] ?? '').map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
  expect(of(sent[1] ?? '').map(({ status }) => status)).toEqual(['sent', 'failed']);
  expect(of(sent[1] ?? '')[1]?.errors?.[0]?.code).toBe(131026);
  expect((await stage.control('PUT', '/_sim/faults', {})).body).toEqual({});
});

test('a request that makes no sense is refused with every problem', async () => {
  stage = await openStage();
  const answer = await stage.control('PUT', '/_sim/faults', {
    redeliver: { every: 0, afterMs: -1 },
    weather: 'bad',
  });
  expect(answer.status).toBe(400);
  expect(answer.body.error.message).toMatch(/redeliver\.every.*\n.*redeliver\.afterMs.*\n.*weather/s);
});
