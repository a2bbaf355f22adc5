import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  type AgentAtWork,
  agentAtWork,
  type Channel,
  call,
  type Line,
  openChannel,
} from '../agents/support/agent-client.ts';
import {
  password,
  startAgentNode,
  type TestNode,
  type TestNodeOptions,
} from '../agents/support/agent-node.ts';
import { leaveToAgents, newCases } from '../agents/support/inbox.ts';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
let nodes: TestNode[] = [];
let channels: Channel[] = [];
const agents = [0, 1].map((n) => ({ login: `agent-${n}`, password, capacity: 5_000 }));

beforeAll(async () => {
  db = await startTestDatabase();
});
afterAll(() => db.stop());
beforeEach(() => {
  nodes = [];
  channels = [];
});
afterEach(async () => {
  for (const channel of channels) await channel.close();
  for (const node of nodes) await node.close();
  await db.clear();
});

async function start(options: TestNodeOptions = {}): Promise<TestNode> {
  const node = await startAgentNode(db.url, { agents, ...options });
  nodes.push(node);
  return node;
}

async function work(node: TestNode, n = 0): Promise<AgentAtWork> {
  const agent = await agentAtWork(node.url, `agent-${n}`);
  channels.push(agent);
  return agent;
}

async function resume(node: TestNode, agent: AgentAtWork): Promise<Channel> {
  const channel = await openChannel(node.url, agent.token, agent.cursor());
  channels.push(channel);
  return channel;
}

function texts(events: readonly Line[]): string[] {
  return events.map((event) => event.conversation.text);
}

describe('a resumed channel', () => {
  test('gets what it missed, once, in order, from a node that never saw it', async () => {
    const [first, second] = [await start(), await start()];
    const agent = await work(first);
    const ids = await newCases(db.pool, 3);
    first.hooks.onUnanswered?.([]);
    await agent.until(3);
    await agent.close();
    for (const id of ids) await leaveToAgents(db.pool, id, `missed ${ids.indexOf(id)}`);
    first.hooks.onUnanswered?.([]);
    await expect
      .poll(async () => (await db.pool.query('SELECT count(*) AS n FROM agent_events')).rows[0].n)
      .toBe(6);
    const back = await resume(second, agent);
    expect(texts(await back.until(3))).toEqual(['missed 0', 'missed 1', 'missed 2']);
    await leaveToAgents(db.pool, ids[0] ?? 0, 'live');
    first.hooks.onUnanswered?.([]);
    expect(texts(await back.until(4)).at(-1)).toBe('live');
    expect(back.hello.resync).toBe(false);
  });

  test('never gets an event of another agent', async () => {
    const node = await start();
    const [mine, other] = [await work(node, 0), await work(node, 1)];
    await newCases(db.pool, 10);
    node.hooks.onUnanswered?.([]);
    await Promise.all([mine.until(5), other.until(5)]);
    const again = await openChannel(node.url, mine.token, '0');
    channels.push(again);
    await again.until(5);
    const ids = (events: readonly Line[]) => events.map((event) => event.conversation.id);
    expect(ids(again.events)).toEqual(ids(mine.events));
    expect(ids(mine.events).filter((id) => ids(other.events).includes(id))).toEqual([]);
  });

  test('whose cursor is older than the retention is told to read the list', async () => {
    const node = await start();
    const agent = await work(node);
    await newCases(db.pool, 4);
    node.hooks.onUnanswered?.([]);
    await agent.until(4);
    const early = agent.events[1]?.cursor;
    await db.pool.query(`UPDATE agent_events SET at = now() - interval '2 hours' WHERE n <= 3`);
    await db.pool.query(`SELECT agent_events_prune(interval '1 hour', interval '25 hours')`);
    const back = await openChannel(node.url, agent.token, early);
    channels.push(back);
    expect([back.hello.resync, back.events]).toEqual([true, []]);
    const list = await call(node.url, 'GET', '/api/conversations?assigned=me', agent.token);
    expect(list.body.length).toBe(4);
    const recent = await openChannel(node.url, agent.token, agent.events[2]?.cursor);
    channels.push(recent);
    expect(recent.hello.resync).toBe(false);
    expect(texts(await recent.until(1))).toEqual(['ask 4']);
  });

  test('is refused without a valid token or with a malformed cursor', async () => {
    const node = await start();
    const agent = await work(node);
    const status = async (query: string) => {
      const socket = new WebSocket(`${node.url.replace('http', 'ws')}/agent/ws?${query}`);
      const [error] = await once(socket, 'error');
      return (error as Error).message;
    };
    expect(await status('token=guess')).toContain('401');
    expect(await status(`token=${agent.token}&cursor=x;y`)).toContain('400');
  });
});

describe('a held transaction', () => {
  test('loses no event: numbers are given after its commit, not when it wrote', async () => {
    const [first, second] = [await start(), await start()];
    const agent = await work(first);
    const [held, other] = await newCases(db.pool, 2);
    first.hooks.onUnanswered?.([]);
    await agent.until(2);

    // Writes an event (low id in the inbox) and stays open while later events commit, are numbered and are read.
    const tx = await db.pool.connect();
    await tx.query('BEGIN');
    await tx.query(`SELECT agent_emit($1, 'status', c) FROM agent_cases c WHERE conversation_id = $2`, [
      agent.agentId,
      held,
    ]);
    for (const node of [first, second, first]) {
      await leaveToAgents(db.pool, other ?? 0, 'later');
      node.hooks.onUnanswered?.([]);
    }
    await agent.until(5);
    const overtaken = agent.cursor();
    await agent.close();
    await tx.query('COMMIT');
    tx.release();

    const back = await openChannel(second.url, agent.token, overtaken);
    channels.push(back);
    const [late] = await back.until(1);
    expect([late?.type, late?.conversation.id]).toEqual(['status', String(held)]);
  });

  test('of the numbering itself delays its own line only', async () => {
    const [first, second] = [await start(), await start()];
    const agent = await work(second);
    const [one, two] = await newCases(db.pool, 2);
    second.hooks.onUnanswered?.([]);
    await agent.until(2);

    // A numbering of the first node's line that has numbers but has not committed.
    const tx = await db.pool.connect();
    await tx.query('BEGIN');
    await tx.query(
      `INSERT INTO agent_event_inbox (agent_id, type, conversation)
       VALUES ($1, 'status', jsonb_build_object('id', $2::text, 'text', 'held', 'version', 0))`,
      [agent.agentId, one],
    );
    await tx.query('SELECT agent_events_number($1, 100)', [first.incarnationId]);
    await leaveToAgents(db.pool, two ?? 0, 'passes');
    second.hooks.onUnanswered?.([]);
    await agent.until(3);
    await tx.query('COMMIT');
    tx.release();
    expect(texts(await agent.until(4))).toEqual(['ask 1', 'ask 2', 'passes', 'held']);
  });
});

describe('a killed node', () => {
  test('under load costs no event and repeats none', async () => {
    const [victim, survivor] = [await start(), await start()];
    const agent = await work(victim);
    const [id] = await newCases(db.pool, 1);
    victim.hooks.onUnanswered?.([]);
    await agent.until(1);

    const broken = once(agent.socket, 'close');
    for (let n = 1; n <= 200; n += 1) {
      await leaveToAgents(db.pool, id ?? 0, `message ${n}`);
      if (n === 100) await Promise.all([victim.kill(), broken]);
      (n < 100 ? victim : survivor).hooks.onUnanswered?.([]);
    }
    const back = await resume(survivor, agent);
    const expected = Array.from({ length: 200 }, (_, n) => `message ${n + 1}`);
    await back.until(201 - agent.events.length);
    // Order is promised within a node's line; a sweep of the survivor may have numbered one of them in its own.
    const got = texts([...agent.events.slice(1), ...back.events]);
    const number = (line: string): number => Number(line.split(' ')[1]);
    expect(got.sort((a, b) => number(a) - number(b))).toEqual(expected);
  });

  test('its channels end when it is taken over, so its agents count as lost until they are back', async () => {
    const [victim, survivor] = [await start(), await start()];
    const agent = await work(victim);
    await victim.kill();
    const lost = async () =>
      (await db.pool.query(`SELECT lost_at IS NOT NULL AS lost FROM agents WHERE id = $1`, [agent.agentId]))
        .rows[0].lost;
    expect(await lost()).toBe(false);
    await db.pool.query('SELECT take_over($1, $2)', [victim.incarnationId, survivor.incarnationId]);
    survivor.hooks.onIncarnationLost?.(victim.incarnationId);
    await expect.poll(lost).toBe(true);
    await resume(survivor, agent);
    await expect.poll(lost).toBe(false);
  });
});

describe('a slow reader', () => {
  test('is cut off at the buffer limit and resumes without a gap', async () => {
    const node = await start({ channelBufferBytes: 50_000 });
    const agent = await work(node);
    const [id] = await newCases(db.pool, 1);
    node.hooks.onUnanswered?.([]);
    await agent.until(1);
    agent.socket.pause();
    const cut = once(agent.socket, 'close');
    // The kernel takes some megabytes before anything is left unsent in the process.
    const count = 3_000;
    const text = 'x'.repeat(4_000);
    await db.pool.query(
      `INSERT INTO agent_event_inbox (agent_id, type, conversation)
       SELECT $1, 'message', jsonb_build_object('id', $2::text, 'text', $3 || n, 'version', n)
       FROM generate_series(1, $4::int) AS n`,
      [agent.agentId, id, text, count],
    );
    node.hooks.onUnanswered?.([]);
    await expect
      .poll(async () => (await db.pool.query('SELECT count(*) AS n FROM agent_events')).rows[0].n)
      .toBe(count + 1);
    await expect
      .poll(async () => (await db.pool.query('SELECT count(*) AS n FROM agent_sockets')).rows[0].n)
      .toBe(0);
    agent.socket.resume();
    await cut;
    const seen = agent.events.length;
    expect(seen).toBeLessThan(count + 1);
    const back = await resume(node, agent);
    await back.until(count + 1 - seen);
    const versions = [...agent.events.slice(1), ...back.events].map((event) => event.conversation.version);
    expect(versions).toEqual(Array.from({ length: count }, (_, n) => n + 1));
  });
});
