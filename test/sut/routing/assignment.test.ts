import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type AgentAtWork, agentAtWork, call } from '../agents/support/agent-client.ts';
import {
  password,
  startAgentNode,
  type TestNode,
  type TestNodeOptions,
} from '../agents/support/agent-node.ts';
import { leaveToAgents, newCases } from '../agents/support/inbox.ts';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
const nodes: TestNode[] = [];
const open: AgentAtWork[] = [];

beforeAll(async () => {
  db = await startTestDatabase();
});
afterAll(() => db.stop());
afterEach(async () => {
  for (const agent of open.splice(0)) await agent.close();
  for (const node of nodes.splice(0)) await node.close();
  await db.clear();
});

async function start(count: number, capacity: number, options: TestNodeOptions = {}): Promise<TestNode> {
  const agents = Array.from({ length: count }, (_, n) => ({ login: `agent-${n}`, password, capacity }));
  const node = await startAgentNode(db.url, { agents, ...options });
  nodes.push(node);
  return node;
}

async function work(node: TestNode, n: number): Promise<AgentAtWork> {
  const agent = await agentAtWork(node.url, `agent-${n}`);
  open.push(agent);
  return agent;
}

async function counts(): Promise<{ login: string; open: number; rows: number }[]> {
  const { rows } = await db.pool.query(
    `SELECT login, open_cases AS open, (SELECT count(*) FROM agent_cases WHERE state = 'assigned' AND agent_id = a.id) AS rows
     FROM agents a ORDER BY login`,
  );
  return rows;
}

async function waiting(): Promise<number> {
  const { rows } = await db.pool.query(`SELECT count(*) AS n FROM agent_cases WHERE state = 'waiting'`);
  return rows[0].n;
}

describe('assignment', () => {
  test('equal agents get equal work: 100 conversations over 7 agents differ by one at most', async () => {
    const node = await start(7, 50);
    const agents = await Promise.all([0, 1, 2, 3, 4, 5, 6].map((n) => work(node, n)));
    await newCases(db.pool, 100);
    node.hooks.onUnanswered?.([]);
    await expect.poll(async () => (await counts()).reduce((sum, row) => sum + row.open, 0)).toBe(100);
    const loads = await counts();
    expect(Math.max(...loads.map((row) => row.open)) - Math.min(...loads.map((row) => row.open))).toBe(1);
    await Promise.all(agents.map((agent, n) => agent.until(loads[n]?.open ?? 0)));
    const told = agents.flatMap((agent) => agent.events.map((event) => event.conversation.id));
    expect(new Set(told).size).toBe(100);
  });

  test('two nodes that assign at once keep the balance and the counters', async () => {
    const first = await start(5, 50);
    const second = await start(5, 50);
    await Promise.all([0, 1, 2, 3, 4].map((n) => work(n % 2 ? first : second, n)));
    for (let round = 0; round < 6; round += 1) {
      await Promise.all([newCases(db.pool, 7), newCases(db.pool, 8)]);
      first.hooks.onUnanswered?.([]);
      second.hooks.onUnanswered?.([]);
    }
    await expect.poll(async () => (await counts()).reduce((sum, row) => sum + row.open, 0)).toBe(90);
    expect((await counts()).map((row) => [row.open, row.rows])).toEqual(Array(5).fill([18, 18]));
  });

  test('the busier agent is passed over', async () => {
    const node = await start(2, 10);
    const busy = await work(node, 0);
    await newCases(db.pool, 3);
    node.hooks.onUnanswered?.([]);
    await busy.until(3);
    const idle = await work(node, 1);
    await newCases(db.pool, 3);
    node.hooks.onUnanswered?.([]);
    await idle.until(3);
    expect(busy.events.length).toBe(3);
  });

  test('when all are full the list waits in order, and a freed slot takes the oldest', async () => {
    const node = await start(1, 2);
    const agent = await work(node, 0);
    const ids = (await newCases(db.pool, 6)).map(String);
    node.hooks.onUnanswered?.([]);
    await agent.until(2);
    await expect.poll(waiting).toBe(4);
    for (let n = 0; n < 4; n += 1) {
      await call(node.url, 'POST', `/api/conversations/${ids[n]}/close`, agent.token);
      await agent.until(2 + 2 * (n + 1));
    }
    const assigned = agent.events.filter((event) => event.type === 'assigned');
    expect(assigned.map((event) => event.conversation.id)).toEqual(ids);
  });

  test('conversations that came while nobody was online go to the first who comes', async () => {
    const node = await start(2, 10);
    const ids = (await newCases(db.pool, 4)).map(String);
    node.hooks.onUnanswered?.([]);
    await expect.poll(waiting).toBe(4);
    const agent = await work(node, 1);
    await agent.until(4);
    expect(agent.events.map((event) => event.conversation.id)).toEqual(ids);
  });

  test('an agent who is away gets nothing new but keeps what is open', async () => {
    const node = await start(1, 10);
    const agent = await work(node, 0);
    const [id] = await newCases(db.pool, 1);
    node.hooks.onUnanswered?.([]);
    await agent.until(1);
    await call(node.url, 'PUT', '/api/presence', agent.token, { status: 'away' });
    await newCases(db.pool, 1);
    await leaveToAgents(db.pool, id ?? 0, 'second');
    node.hooks.onUnanswered?.([]);
    await agent.until(2);
    await expect.poll(waiting).toBe(1);
    expect(agent.events.map((event) => [event.type, event.conversation.text])).toEqual([
      ['assigned', 'ask 1'],
      ['message', 'second'],
    ]);
  });

  test('an open conversation stays with its owner, also when others are less busy', async () => {
    const node = await start(2, 10);
    const owner = await work(node, 0);
    const ids = await newCases(db.pool, 3);
    node.hooks.onUnanswered?.([]);
    await owner.until(3);
    const idle = await work(node, 1);
    for (const id of ids) await leaveToAgents(db.pool, id, 'again');
    node.hooks.onUnanswered?.([]);
    await owner.until(6);
    expect(owner.events.slice(3).map((event) => event.type)).toEqual(['message', 'message', 'message']);
    expect(idle.events).toEqual([]);
  });
});

describe('what a dead node leaves behind', () => {
  test('messages whose hook never came are found by the sweep', async () => {
    const node = await start(1, 10);
    const agent = await work(node, 0);
    await newCases(db.pool, 2);
    await agent.until(2);
  });

  test('ingest leaves exactly the messages that no rule answers', async () => {
    const node = await start(1, 10);
    await db.pool.query(
      `INSERT INTO reply_rules (position, keyword, template) VALUES (0, 'zz-keyword', 'hello') ON CONFLICT DO NOTHING`,
    );
    const { rows } = await db.pool.query(
      `SELECT message_id, reply FROM ingest($1, ARRAY['1001', '1001'], ARRAY['8299001', '8299002'], ARRAY['a', 'b'],
         ARRAY['wamid.rule', 'wamid.agent'], ARRAY['text', 'text'], ARRAY['zz-keyword', 'other'],
         ARRAY['zz-keyword', 'other'], ARRAY[NULL, NULL]::text[], ARRAY[NULL, NULL]::text[], ARRAY[1, 1]::float8[])`,
      [node.incarnationId],
    );
    expect(rows.map((row) => row.reply)).toEqual(['hello', null]);
    const agent = await work(node, 0);
    await agent.until(1);
    expect(agent.events.map((event) => event.conversation.text)).toEqual(['other']);
    const left = await db.pool.query('SELECT count(*) AS n FROM unanswered');
    expect(left.rows).toEqual([{ n: 0 }]);
  });
});

describe('agents who leave', () => {
  test('after the grace their conversations go to others, oldest first; the list tells them', async () => {
    const node = await start(2, 10, { releaseGraceMs: 0 });
    const leaver = await work(node, 0);
    const ids = (await newCases(db.pool, 3)).map(String);
    node.hooks.onUnanswered?.([]);
    await leaver.until(3);
    const other = await work(node, 1);
    await call(node.url, 'PUT', '/api/presence', leaver.token, { status: 'offline' });
    await other.until(3);
    expect(other.events.map((event) => event.conversation.id)).toEqual(ids);
    await leaver.until(6);
    expect(leaver.events.slice(3).map((event) => event.type)).toEqual(['status', 'status', 'status']);
    expect((await call(node.url, 'GET', `/api/conversations/${ids[0]}`, leaver.token)).status).toBe(403);
    expect((await counts()).map((row) => [row.open, row.rows])).toEqual([
      [0, 0],
      [3, 3],
    ]);
  });

  test('within the grace nothing moves', async () => {
    const node = await start(2, 10, { releaseGraceMs: 60_000 });
    const owner = await work(node, 0);
    await newCases(db.pool, 2);
    node.hooks.onUnanswered?.([]);
    await owner.until(2);
    const cursor = owner.cursor();
    await owner.close();
    const other = await work(node, 1);
    node.hooks.onIncarnationLost?.(0);
    await newCases(db.pool, 1);
    node.hooks.onUnanswered?.([]);
    await other.until(1);
    expect((await counts()).map((row) => row.open)).toEqual([2, 1]);
    expect(cursor).not.toBe('0');
  });
});
