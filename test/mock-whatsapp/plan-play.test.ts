import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PlanStatus } from '../../mock-whatsapp/contract/plan.ts';
import { askLines, mockEvents } from './support/event-lines.ts';
import type { InboundMessage } from './support/receiver.ts';
import { basePlan, codeOf, openStage, quick, type Stage } from './support/stage.ts';

let stage: Stage;
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sp-mock-test-'));
});
afterEach(async () => {
  await stage.close();
  rmSync(dir, { recursive: true, force: true });
});

const open = (): Promise<Stage> => openStage({ eventsDir: dir, run: 'r1' });
const nonceOf = (message: InboundMessage): string => message.text.body.split(' ').at(-1) ?? '';
/** One ask each by customers 0 … n−1, 10 ms apart. */
const oneEach = (n: number) =>
  ({
    kind: 'explicit',
    customers: n,
    atMs: Array.from({ length: n }, (_, i) => i * 10),
    customer: Array.from({ length: n }, (_, i) => i),
  }) as const;

test('every ask answered: the file re-counted equals the status', async () => {
  stage = await open();
  stage.replyWith((message) => `your code: ${codeOf(message.from)}`);
  const status = await stage.play({
    arrivals: {
      kind: 'cadence',
      customers: 20,
      firstWithinMs: 200,
      secondAfterMs: [0, 100],
      everyMs: [50, 100],
      durationMs: 600,
    },
  });
  await stage.control('POST', '/_sim/flush');
  const lines = askLines(dir);
  expect(status).toMatchObject({ state: 'done', open: 0, wrong: 0, duplicated: 0 });
  expect(status.planned).toBeGreaterThan(100);
  expect(lines.map(({ i }) => i).sort((a, b) => a - b)).toEqual(lines.map((_, i) => i));
  expect({
    planned: lines.length,
    injected: lines.filter(({ inj }) => inj !== null).length,
    acked: lines.filter(({ ack }) => ack !== null).length,
    answered: lines.filter(({ ans }) => ans !== null).length,
  }).toEqual({
    planned: status.planned,
    injected: status.planned,
    acked: status.planned,
    answered: status.planned,
  });
  for (const line of lines) {
    expect(line).toMatchObject({
      v: 1,
      kind: 'ask',
      run: 'r1',
      src: 'mock',
      p: 'rush',
      k: 1,
      att: 1,
      n: line.c % 8,
    });
    expect(line.due <= (line.inj ?? 0) && (line.inj ?? 0) <= (line.ans ?? 0)).toBe(true);
  }
  const [started] = mockEvents(dir, 'plan.started');
  const [ended] = mockEvents(dir, 'plan.ended');
  expect(started).toMatchObject({ plan: 'rush', asks: status.planned, customers: 20, options: 'bench' });
  expect(ended).toMatchObject({
    plan: 'rush',
    reason: 'drained',
    planned: status.planned,
    dropped: 0,
    injected: status.planned,
    answered: status.planned,
  });
  expect((ended?.drainEndUs ?? 0) - (ended?.loadEndUs ?? 0)).toBeGreaterThanOrEqual(100_000);
});

test('asks faster than the pair rate lets anybody answer are counted', async () => {
  stage = await open();
  stage.replyWith((message) => codeOf(message.from));
  const asks = Array.from({ length: 60 }, (_, i) => i);
  await stage.play({
    arrivals: {
      kind: 'explicit',
      customers: 2,
      atMs: asks.map((i) => i * 5),
      customer: asks.map((i) => (i < 55 ? 0 : 1)),
    },
    drain: { quietMs: 100, maxMs: 600 },
  });
  await stage.control('POST', '/_sim/flush');
  // 55 within 275 ms of one customer: 45 may be answered; the other's 5 all may.
  expect(mockEvents(dir, 'plan.ended')[0]).toMatchObject({ planned: 60, beyondPairRate: 10 });
});

test('dropped, doubled, wrong and holding replies are told apart', async () => {
  stage = await open();
  stage.replyWith((message) => {
    const customer = Number(message.from) - 821000000000;
    if (customer === 0) return null;
    if (customer === 1) return codeOf('821000000009');
    if (customer === 2) return 'we received your message';
    if (customer === 3) void stage.say(message.from, codeOf(message.from));
    return codeOf(message.from);
  });
  const status = await stage.play({ arrivals: oneEach(5), drain: { quietMs: 100, maxMs: 600 } });
  await stage.settled();
  await stage.control('POST', '/_sim/flush');
  expect(status).toMatchObject({ planned: 5, acked: 5, answered: 2, duplicated: 1, wrong: 1 });
  const byCustomer = new Map(askLines(dir).map((line) => [line.c, line]));
  expect(byCustomer.get(0)).toMatchObject({ k: 0, ans: null });
  expect(byCustomer.get(1)).toMatchObject({ k: 0, ans: null, wrong: 1 });
  expect(byCustomer.get(2)).toMatchObject({ k: 0, ans: null, hold: 1 });
  expect(byCustomer.get(3)).toMatchObject({ k: 2, dup: [expect.any(Number)] });
  expect(byCustomer.get(4)).toMatchObject({ k: 1, fifo: true });
  expect(byCustomer.get(4)?.dup).toBeUndefined();
  expect(mockEvents(dir, 'plan.ended')[0]).toMatchObject({ reason: 'timeout', answered: 2, planned: 5 });
});

test('at most eight receipt times of duplicates are kept, all are counted', async () => {
  stage = await open();
  stage.replyWith((message) => {
    for (let i = 0; i < 11; i += 1) void stage.say(message.from, codeOf(message.from));
    return null;
  });
  await stage.play({ arrivals: oneEach(1), drain: { quietMs: 300, maxMs: 5000 } });
  await stage.control('POST', '/_sim/flush');
  const [line] = askLines(dir);
  expect([line?.k, line?.dup?.length]).toEqual([11, 8]);
});

test('an answer after the plan is a late duplicate; one out of nowhere is unexpected', async () => {
  stage = await open();
  stage.replyWith((message) => codeOf(message.from));
  await stage.play({ arrivals: oneEach(1) });
  await stage.say('821000000000', codeOf('821000000000'));
  await stage.say('821000000005', 'hello');
  await stage.say('4915112345678', 'hello');
  await stage.control('POST', '/_sim/flush');
  expect(mockEvents(dir, 'message.unexpected').map(({ plan, reason }) => [plan, reason])).toEqual([
    [null, 'late-duplicate'],
    [null, 'no-open-ask'],
    [null, 'unknown-customer'],
  ]);
});

test('an acknowledged ask answered after a later one is reordered; never answered it is lost', async () => {
  stage = await open();
  const seen: InboundMessage[] = [];
  /** The second customer's first ask is never answered. */
  const forgetful = '821000000001';
  const answer = (message: InboundMessage) =>
    stage.say(message.from, `${codeOf(message.from)} ${nonceOf(message)}`);
  stage.receiver.onPost = ({ messages }) => {
    for (const message of messages) {
      const first = seen.find(({ from }) => from === message.from);
      seen.push(message);
      if (first === undefined) continue;
      const latecomer = first.from === forgetful ? null : first;
      void answer(message).then(() => (latecomer === null ? undefined : answer(latecomer)));
    }
  };
  await stage.play({
    arrivals: { kind: 'explicit', customers: 2, atMs: [0, 10, 150, 160], customer: [0, 1, 0, 1] },
    drain: { quietMs: 50, maxMs: 500 },
  });
  await stage.control('POST', '/_sim/flush');
  const lines = askLines(dir).toSorted((a, b) => a.i - b.i);
  expect(lines.map(({ k, reord }) => [k, reord])).toEqual([
    [1, true],
    [0, undefined],
    [1, undefined],
    [1, undefined],
  ]);
});

test('matcher context: the quoted ask is answered, whatever the order', async () => {
  stage = await open();
  stage.receiver.onPost = ({ messages }) => {
    for (const message of messages)
      void stage.say(message.from, 'here you are', { context: { message_id: message.id } });
  };
  const status = await stage.play({
    matcher: 'context',
    arrivals: { kind: 'explicit', customers: 2, atMs: [0, 0, 0, 0], customer: [0, 0, 0, 1] },
  });
  expect(status).toMatchObject({ planned: 4, answered: 4 });
  await stage.control('POST', '/_sim/flush');
  expect(askLines(dir).some(({ fifo }) => fifo === true)).toBe(false);
});

test('matcher single-open: the next ask waits for the answer and the quarantine, and says so', async () => {
  stage = await open();
  stage.replyWith(() => 'done');
  const status = await stage.play({
    matcher: 'single-open',
    arrivals: { kind: 'explicit', customers: 1, atMs: [0, 10], customer: [0, 0] },
    drain: { quietMs: 50, maxMs: 5000 },
  });
  expect(status).toMatchObject({ planned: 2, answered: 2 });
  await stage.control('POST', '/_sim/flush');
  const [first, second] = askLines(dir).toSorted((a, b) => a.i - b.i);
  expect((second?.inj ?? 0) - (first?.ans ?? 0)).toBeGreaterThanOrEqual(2_000_000);
  expect(second?.wait).toBe((second?.inj ?? 0) - (second?.due ?? 0));
  expect(first?.wait).toBeUndefined();
});

test('nobody listens: asks were sent, never acknowledged, not dropped', async () => {
  stage = await open();
  await stage.receiver.close();
  const status = await stage.play({ arrivals: oneEach(3), drain: { quietMs: 50, maxMs: 200 } });
  expect(status).toMatchObject({ planned: 3, injected: 3, acked: 0, answered: 0 });
  await stage.control('POST', '/_sim/flush');
  for (const line of askLines(dir)) {
    expect(line.ack).toBeNull();
    expect(line.att).toBeGreaterThan(1);
  }
  expect(mockEvents(dir, 'plan.ended')[0]).toMatchObject({ reason: 'timeout', dropped: 0 });
  expect(mockEvents(dir, 'webhook.failed')[0]).toMatchObject({ attempt: 1, status: null });
});

test('a closed loop keeps its number of asks open and ends', async () => {
  stage = await open();
  let open_ = 0;
  let most = 0;
  stage.replyWith((message) => {
    open_ += 1;
    most = Math.max(most, open_);
    open_ -= 1;
    return codeOf(message.from);
  });
  const status = await stage.play({
    arrivals: { kind: 'saturate', customers: 20, inFlight: 5, durationMs: 400 },
  });
  expect(status.answered).toBe(status.planned);
  expect(status.planned).toBeGreaterThan(20);
  await stage.control('POST', '/_sim/flush');
  // At no instant are more than five asks between injection and answer.
  const steps = askLines(dir).flatMap(({ due, ans }) => [[due, 1] as const, [ans ?? 0, -1] as const]);
  let level = 0;
  for (const [, step] of steps.toSorted(([a, up], [b, down]) => a - b || up - down)) {
    level += step;
    expect(level).toBeLessThanOrEqual(5);
  }
});

test('a stopped plan: no further ask, the drain for those sent; a second stop ends that too', async () => {
  stage = await open();
  let held: InboundMessage[] = [];
  stage.replyWith((message) => {
    held.push(message);
    return null;
  });
  const long = { kind: 'uniform', customers: 20, ratePerSec: 20, durationMs: 1_000_000 } as const;
  await stage.control('POST', '/_sim/plans', { ...basePlan, id: 'long', arrivals: long });
  await stage.receiver.until(() => held.length >= 2);
  const { body } = await stage.control('POST', '/_sim/plans/long/stop');
  expect(body).toMatchObject({ state: 'draining', planned: 20_000 });
  await stage.receiver.until(() => held.length === body.injected);
  for (const message of held) await stage.say(message.from, codeOf(message.from));
  const done = await stage.control('GET', '/_sim/plans/long?waitMs=10000');
  expect(done.body).toMatchObject({ state: 'done', answered: held.length });
  held = [];

  await stage.control('POST', '/_sim/plans', { ...basePlan, id: 'again', arrivals: long });
  await stage.receiver.until(() => held.length >= 1);
  await stage.control('POST', '/_sim/plans/again/stop');
  expect((await stage.control('POST', '/_sim/plans/again/stop')).body.state).toBe('done');
  await stage.control('POST', '/_sim/flush');
  for (const ended of mockEvents(dir, 'plan.ended')) {
    const lines = askLines(dir).filter(({ p }) => p === ended.plan);
    expect(ended).toMatchObject({ reason: 'stopped', planned: lines.length, dropped: 0 });
  }
  stage.replyWith((message) => codeOf(message.from));
  expect((await stage.play({ arrivals: oneEach(2) })).answered).toBe(2);
});

test('plans on disjoint customers play at the same time', async () => {
  stage = await open();
  stage.replyWith((message) => codeOf(message.from));
  const plans = [0, 10].map((firstCustomer) =>
    stage.play({
      id: `p${firstCustomer}`,
      firstCustomer,
      arrivals: { kind: 'uniform', customers: 10, ratePerSec: 100, durationMs: 200 },
    }),
  );
  for (const status of (await Promise.all(plans)) as PlanStatus[])
    expect(status).toMatchObject({ planned: 20, answered: 20 });
  await stage.control('POST', '/_sim/flush');
  for (const { p, c } of askLines(dir)) expect(p).toBe(c < 10 ? 'p0' : 'p10');
});

test('samples and sends of each second', async () => {
  stage = await openStage({ eventsDir: dir, options: { ...quick, pairDepth: 1 } });
  await stage.say('821000000001', 'a');
  await stage.say('821000000001', 'b');
  await stage.graph('POST', `/${stage.numberId}/messages`, {
    messaging_product: 'whatsapp',
    to: '821000000001',
  });
  const closed = stage.mock.close();
  await closed;
  const sends = mockEvents(dir, 'mock.sends');
  const total = (pick: (event: (typeof sends)[number]) => number): number =>
    sends.reduce((sum, event) => sum + pick(event), 0);
  expect([total((e) => e.attempted), total((e) => e.accepted), total((e) => e.rejected)]).toEqual([3, 1, 2]);
  expect(total((e) => e.codes['131056'] ?? 0)).toBe(1);
  expect(total((e) => e.codes['131008'] ?? 0)).toBe(1);
});
