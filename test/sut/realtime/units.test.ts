import { EventEmitter } from 'node:events';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { createChannel } from '../../../sut/realtime/channel.ts';
import { numberEvents, readAfter } from '../../../sut/realtime/event-store.ts';
import { listen } from '../../../sut/realtime/listener.ts';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await startTestDatabase();
});
afterAll(() => db.stop());
beforeEach(() => db.clear());

async function commitEvent(incarnationId: number, text: string): Promise<void> {
  await db.pool.query(
    `INSERT INTO agent_event_inbox (agent_id, type, conversation) VALUES (1, 'message', jsonb_build_object('text', $1::text))`,
    [text],
  );
  await numberEvents(db.pool, incarnationId);
}

/** Keeps what is sent; nothing is ever left unsent. */
class Wire extends EventEmitter {
  readonly OPEN = 1;
  readonly readyState = 1;
  readonly bufferedAmount = 0;
  readonly texts: string[] = [];
  send(line: string): void {
    this.texts.push(JSON.parse(line).conversation.text);
  }
}

/** The pool, but an answer is handed over only after `between` has run: the moment in which others commit. */
function slowPool(between: () => Promise<void>): pg.Pool {
  const query = async (config: pg.QueryConfig) => {
    const answer = await db.pool.query(config);
    await between();
    return answer;
  };
  return { query } as unknown as pg.Pool;
}

test('an event that commits while the channel catches up is neither lost nor sent twice', async () => {
  await commitEvent(1, 'before');
  const wire = new Wire();
  let round = 0;
  const between = async () => {
    round += 1;
    if (round > 1) return;
    await commitEvent(1, 'meanwhile');
    const [, meanwhile] = await readAfter(db.pool, new Map());
    if (meanwhile) channel.deliver(meanwhile);
  };
  const channel = createChannel(slowPool(between), wire as unknown as WebSocket, 1, new Map(), 1_000);
  await channel.catchUp();
  expect(wire.texts).toEqual(['before', 'meanwhile']);

  // The feed may hand over what catching up has sent already, and goes on from there.
  await commitEvent(1, 'after');
  for (const event of await readAfter(db.pool, new Map())) channel.deliver(event);
  expect(wire.texts).toEqual(['before', 'meanwhile', 'after']);
});

test('numbers of a line have no gaps, and each incarnation has its own', async () => {
  for (const [incarnation, text] of [
    [1, 'a'],
    [2, 'b'],
    [1, 'c'],
    [1, 'd'],
    [2, 'e'],
  ] as const) {
    await commitEvent(incarnation, text);
  }
  const events = await readAfter(db.pool, new Map([['1', 1]]));
  expect(events.map((event) => [event.incarnation, event.n, event.conversation.text])).toEqual([
    ['1', 2, 'c'],
    ['1', 3, 'd'],
    ['2', 1, 'b'],
    ['2', 2, 'e'],
  ]);
});

test('NOTIFY wakes the other nodes, not the one that numbered; a cut connection listens again', async () => {
  const woken = { other: 0, own: 0 };
  const problems: unknown[] = [];
  const listeners = await Promise.all([
    listen(
      db.pool,
      2,
      () => void woken.other++,
      (error) => problems.push(error),
    ),
    listen(
      db.pool,
      1,
      () => void woken.own++,
      (error) => problems.push(error),
    ),
  ]);
  expect(woken).toEqual({ other: 1, own: 1 });
  await commitEvent(1, 'news');
  await expect.poll(() => woken.other).toBe(2);
  expect(woken.own).toBe(1);

  await db.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'`);
  await expect.poll(() => [woken.other, woken.own]).toEqual([3, 2]);
  expect(problems.length).toBeGreaterThanOrEqual(2);
  await commitEvent(1, 'more news');
  await expect.poll(() => woken.other).toBe(4);
  for (const listener of listeners) await listener.close();
});
