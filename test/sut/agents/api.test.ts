import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';
import { type AgentAtWork, agentAtWork, type Body, call, login } from './support/agent-client.ts';
import { password, startAgentNode, type TestNode } from './support/agent-node.ts';
import { leaveToAgents, newCases, newConversation } from './support/inbox.ts';

const accounts = [
  { login: 'agent-0', password },
  { login: 'agent-1', password },
  { login: 'boss', password, role: 'supervisor' as const },
];

let db: TestDatabase;
let node: TestNode;
const open: AgentAtWork[] = [];

beforeAll(async () => {
  db = await startTestDatabase();
});
afterAll(() => db.stop());
beforeEach(async () => {
  node = await startAgentNode(db.url, { agents: accounts });
});
afterEach(async () => {
  for (const agent of open.splice(0)) await agent.close();
  await node.close();
  await db.clear();
});

async function work(name: string): Promise<AgentAtWork> {
  const agent = await agentAtWork(node.url, name);
  open.push(agent);
  return agent;
}

/** One case owned by agent-0. */
async function ownedCase(): Promise<{ owner: AgentAtWork; id: string }> {
  const owner = await work('agent-0');
  await newCases(db.pool, 1);
  node.hooks.onUnanswered?.([]);
  const [event] = await owner.until(1);
  return { owner, id: event?.conversation.id ?? '' };
}

describe('login', () => {
  test('only the right password of a known login opens a session; tokens are stored hashed', async () => {
    const { token } = await login(node.url, 'agent-0');
    const wrong = await call(node.url, 'POST', '/api/login', null, { login: 'agent-0', password: 'x' });
    const unknown = await call(node.url, 'POST', '/api/login', null, { login: 'nobody', password });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body.error.id).toBe('SP_SUT_LOGIN_WRONG');
    const { rows } = await db.pool.query<{ hash: Buffer }>('SELECT token_hash AS hash FROM agent_sessions');
    expect(rows.map((row) => row.hash.includes(token))).toEqual([false]);
  });

  test('five wrong passwords lock the login, not the others', async () => {
    const wrong = { login: 'agent-0', password: 'x' };
    for (let n = 0; n < 5; n += 1) await call(node.url, 'POST', '/api/login', null, wrong);
    const locked = await call(node.url, 'POST', '/api/login', null, { login: 'agent-0', password });
    expect(locked.status).toBe(429);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
    await login(node.url, 'agent-1');
  });

  test('a token ends with logout and with its time', async () => {
    const { token } = await login(node.url, 'agent-0');
    expect((await call(node.url, 'GET', '/api/conversations', token)).status).toBe(200);
    await call(node.url, 'POST', '/api/logout', token);
    expect((await call(node.url, 'GET', '/api/conversations', token)).status).toBe(401);
    const second = await login(node.url, 'agent-0');
    await db.pool.query(`UPDATE agent_sessions SET expires_at = now() - interval '1 second'`);
    expect((await call(node.url, 'GET', '/api/conversations', second.token)).status).toBe(401);
  });

  test('a changed password in the configuration replaces the old one', async () => {
    const other = await startAgentNode(db.url, { agents: [{ login: 'agent-0', password: 'new-password' }] });
    const old = await call(other.url, 'POST', '/api/login', null, { login: 'agent-0', password });
    const now = await call(other.url, 'POST', '/api/login', null, {
      login: 'agent-0',
      password: 'new-password',
    });
    await other.close();
    expect([old.status, now.status]).toEqual([401, 200]);
  });
});

const requests = (id: string) => [
  { method: 'GET', path: `/api/conversations/${id}` },
  { method: 'GET', path: `/api/conversations/${id}/messages` },
  { method: 'POST', path: `/api/conversations/${id}/replies`, body: { text: 'hello' } },
  { method: 'GET', path: `/api/conversations/${id}/waybill` },
  { method: 'PUT', path: `/api/conversations/${id}/waybill`, body: { waybill: 'W', version: 0 } },
  { method: 'POST', path: `/api/conversations/${id}/close` },
];

describe('who may', () => {
  test('nobody without a token', async () => {
    const { id } = await ownedCase();
    for (const { method, path, body } of requests(id)) {
      expect([path, (await call(node.url, method, path, null, body)).status]).toEqual([path, 401]);
    }
  });

  test('the owner everything, another agent nothing', async () => {
    const { owner, id } = await ownedCase();
    const { token: stranger } = await login(node.url, 'agent-1');
    for (const { method, path, body } of requests(id)) {
      const denied = await call(node.url, method, path, stranger, body);
      expect([path, denied.status, denied.body.error.id]).toEqual([path, 403, 'SP_SUT_NOT_YOURS']);
      const allowed = await call(node.url, method, path, owner.token, body);
      expect([path, allowed.status < 300]).toEqual([path, true]);
    }
  });

  test('a supervisor everything, also the list of everybody', async () => {
    const { id } = await ownedCase();
    const { token: boss } = await login(node.url, 'boss');
    const { token: stranger } = await login(node.url, 'agent-1');
    const list = '/api/conversations?assigned=all';
    expect((await call(node.url, 'GET', list, boss)).body.map((entry: { id: string }) => entry.id)).toEqual([
      id,
    ]);
    expect((await call(node.url, 'GET', `${list}&state=assigned`, boss)).body).toHaveLength(1);
    expect((await call(node.url, 'GET', `${list}&state=waiting`, boss)).body).toEqual([]);
    expect((await call(node.url, 'GET', list, stranger)).status).toBe(403);
    for (const { method, path, body } of requests(id)) {
      const allowed = await call(node.url, method, path, boss, body);
      expect([path, allowed.status < 300]).toEqual([path, true]);
    }
  });

  test('a conversation that does not exist is 404, a malformed id 400', async () => {
    const { token } = await login(node.url, 'agent-0');
    expect((await call(node.url, 'GET', '/api/conversations/999999', token)).status).toBe(404);
    const malformed = await call(node.url, 'GET', '/api/conversations/1%20OR%201', token);
    expect([malformed.status, malformed.body.error.id]).toEqual([400, 'SP_SUT_BAD_REQUEST']);
  });
});

describe('work on a conversation', () => {
  test('a reply goes through the outbox and shows in the history at once', async () => {
    const { owner, id } = await ownedCase();
    const sent = await call(node.url, 'POST', `/api/conversations/${id}/replies`, owner.token, {
      text: 'on its way',
    });
    expect(sent.status).toBe(202);
    expect(node.woken).toEqual([Number(id)]);
    const { rows } = await db.pool.query(`SELECT id, text, state FROM outbox WHERE conversation_id = $1`, [
      id,
    ]);
    expect(rows).toEqual([{ id: Number(sent.body.id), text: 'on its way', state: 'pending' }]);
    const history = await call(node.url, 'GET', `/api/conversations/${id}/messages`, owner.token);
    expect(
      history.body.map((line: { direction: string; text: string }) => [line.direction, line.text]),
    ).toEqual([
      ['in', 'ask 1'],
      ['out', 'on its way'],
    ]);
  });

  test('of writers with the same version exactly one wins; the others get 409 with the fields', async () => {
    const { owner, id } = await ownedCase();
    const path = `/api/conversations/${id}/waybill`;
    const answers = await Promise.all(
      ['A', 'B', 'C', 'D'].map((waybill) =>
        call(node.url, 'PUT', path, owner.token, { waybill, version: 0 }),
      ),
    );
    const { body: now } = await call(node.url, 'GET', path, owner.token);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409]);
    expect(now.version).toBe(1);
    for (const { status, body } of answers) {
      if (status === 200) expect(body).toEqual({ version: 1 });
      else expect(body).toMatchObject({ ...now, error: { id: 'SP_SUT_VERSION_CONFLICT' } });
    }
    const next = await call(node.url, 'PUT', path, owner.token, { waybill: 'E', version: 1 });
    expect(next.body).toEqual({ version: 2 });
  });

  test("a supervisor's write tells the owner", async () => {
    const { owner, id } = await ownedCase();
    const { token: boss } = await login(node.url, 'boss');
    await call(node.url, 'PUT', `/api/conversations/${id}/waybill`, boss, { waybill: 'B', version: 0 });
    const [, status] = await owner.until(2);
    expect(status).toMatchObject({ type: 'status', conversation: { id, version: 1 } });
  });

  test('closing ends the conversation, tells the owner, and refuses further work', async () => {
    const { owner, id } = await ownedCase();
    const close = () => call(node.url, 'POST', `/api/conversations/${id}/close`, owner.token);
    expect((await close()).status).toBe(200);
    expect((await close()).status).toBe(200);
    const [, closed] = await owner.until(2);
    expect(closed).toMatchObject({ type: 'closed', conversation: { id } });
    const { rows } = await db.pool.query('SELECT status FROM conversations WHERE id = $1', [id]);
    expect(rows).toEqual([{ status: 'closed' }]);
    const reply = await call(node.url, 'POST', `/api/conversations/${id}/replies`, owner.token, {
      text: 'x',
    });
    const write = await call(node.url, 'PUT', `/api/conversations/${id}/waybill`, owner.token, {
      waybill: 'x',
      version: 0,
    });
    expect([reply.status, write.status]).toEqual([409, 409]);
    expect((await call(node.url, 'GET', `/api/conversations/${id}`, owner.token)).status).toBe(200);
  });

  test('a conversation with a message that nobody has seen cannot be closed', async () => {
    const { owner, id } = await ownedCase();
    // Holds routing back while the message is stored, as an instant between commit and hook does.
    const tx = await db.pool.connect();
    await tx.query('BEGIN');
    await tx.query('SELECT 1 FROM conversations WHERE id = $1 FOR NO KEY UPDATE', [id]);
    const closing = call(node.url, 'POST', `/api/conversations/${id}/close`, owner.token);
    await expect
      .poll(async () => (await db.pool.query(`SELECT FROM pg_locks WHERE NOT granted`)).rowCount)
      .toBeGreaterThan(0);
    await leaveToAgents(tx, Number(id), 'wait, one more');
    await tx.query('COMMIT');
    tx.release();
    const refused = await closing;
    expect([refused.status, refused.body.error.id]).toEqual([409, 'SP_SUT_UNREAD_MESSAGE']);
    const [, message] = await owner.until(2);
    expect(message).toMatchObject({ type: 'message', conversation: { id, text: 'wait, one more' } });
    expect((await call(node.url, 'POST', `/api/conversations/${id}/close`, owner.token)).status).toBe(200);
  });

  test('a conversation that never needed an agent is not in the inbox', async () => {
    const id = await newConversation(db.pool);
    const { token } = await login(node.url, 'boss');
    expect((await call(node.url, 'GET', `/api/conversations/${id}`, token)).status).toBe(404);
  });
});

describe('search', () => {
  const search = (token: string | null, query: string) =>
    call(node.url, 'GET', `/api/search?${query}`, token);

  test('agents find what is in their own conversations, supervisors find everything', async () => {
    const { owner, id } = await ownedCase();
    const other = await newConversation(db.pool);
    await db.pool.query(
      `INSERT INTO messages (conversation_id, phone_number_id, wamid, direction, type, text, sent_at)
       VALUES ($1, '1', 'wamid.s1', 'in', 'text', '환불 부탁드려요', '2026-01-02T03:04:05Z'),
              ($2, '1', 'wamid.s2', 'in', 'text', '환불 언제 되나요', now())`,
      [id, other],
    );
    const { token: boss } = await login(node.url, 'boss');
    const q = `q=${encodeURIComponent('환불')}`;
    const own = await search(owner.token, q);
    expect(own.body).toEqual({
      messages: [
        {
          id: expect.any(String),
          conversationId: id,
          direction: 'in',
          text: '환불 부탁드려요',
          at: '2026-01-02T03:04:05.000Z',
        },
      ],
      next: null,
    });
    const { token: stranger } = await login(node.url, 'agent-1');
    expect((await search(stranger, q)).body).toEqual({ messages: [], next: null });

    const first = await search(boss, `${q}&limit=1`);
    expect(first.body.messages.map((message: Body) => message.text)).toEqual(['환불 언제 되나요']);
    const second = await search(boss, `${q}&limit=1&before=${first.body.next}`);
    expect(second.body.messages.map((message: Body) => message.text)).toEqual(['환불 부탁드려요']);
    const last = await search(boss, `${q}&limit=1&before=${second.body.next}`);
    expect(last.body).toEqual({ messages: [], next: null });
  });

  test('without a session 401; what cannot be searched for says why', async () => {
    expect((await search(null, 'q=refund')).status).toBe(401);
    const { token } = await login(node.url, 'boss');
    for (const q of ['환', '%20', '!?', '']) {
      expect([q, (await search(token, `q=${q === '환' ? encodeURIComponent(q) : q}`)).status]).toEqual([
        q,
        400,
      ]);
    }
    expect((await search(token, `q=${encodeURIComponent('환')}`)).body.error.id).toBe('SP_SUT_SEARCH_TERM');
    expect((await search(token, 'q=refund&limit=101')).status).toBe(400);
  });
});
