import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FencedError } from '../../../sut/cluster/fenced-error.ts';
import { freePort } from '../../../sut/supervisor/free-port.ts';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';
import { type FakeGraph, startFakeGraph } from '../support/fake-graph.ts';
import { appSecret, nodeSettings, plant, startTestNode, type TestNode } from '../support/node.ts';
import { type StartedProcess, startProcess, until } from '../support/processes.ts';
import { type WebhookClient, webhookClient } from '../support/webhooks.ts';

const asks = 24;

let database: TestDatabase;
let graph: FakeGraph;
let survivor: TestNode;
beforeAll(async () => {
  database = await startTestDatabase();
  graph = await startFakeGraph({
    latencyMs: [300, 500],
    statuses: { delaysMs: { sent: 100, delivered: 300, read: 600 } },
  });
  survivor = await startTestNode(database, graph, { nodeName: 'node-1', unknownGraceSec: 1.5 });
  graph.target = survivor.webhooks;
  // The lock of a dead process is trusted from 5 s after the server's start on (membership.ts).
  await until(
    async () =>
      (
        await database.pool.query(
          "SELECT clock_timestamp() - pg_postmaster_start_time() > interval '5.1 s' AS old",
        )
      ).rows[0].old as boolean,
    Boolean,
  );
});
afterAll(async () => {
  await survivor.stop();
  await graph.close();
  await database.stop();
});
beforeEach(() => {
  graph.refuse = () => null;
});

interface Victim extends StartedProcess {
  readonly webhooks: WebhookClient;
}

async function startVictim(): Promise<Victim> {
  const port = await freePort();
  const settings = nodeSettings(database, graph, { nodeName: 'node-2', port, unknownGraceSec: 1.5 });
  const started = startProcess('sut/node/main.js', [], settings);
  await started.ready;
  return { ...started, webhooks: webhookClient(`http://127.0.0.1:${port}/webhook`, appSecret) };
}

async function askVictim(victim: Victim, prefix: string): Promise<readonly string[]> {
  const customers = Array.from({ length: asks }, (_, i) => `8230${prefix.length}${i}`);
  await plant(database, Object.fromEntries(customers.map((waId, i) => [waId, `C-${prefix}-${i}`])));
  const items = customers.map((from, i) => ({ from, wamid: `wamid.${prefix}.${i}`, text: 'discount code' }));
  expect(await victim.webhooks.messages(items)).toBe(200);
  return items.map((item) => item.wamid);
}

const openRows = async (): Promise<number> =>
  (await database.pool.query("SELECT count(*) AS n FROM outbox WHERE state <> 'parked'")).rows[0].n as number;

function answersTo(wamids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map(wamids.map((id) => [id, 0]));
  for (const send of graph.accepted) {
    if (send.context !== null && counts.has(send.context))
      counts.set(send.context, (counts.get(send.context) ?? 0) + 1);
  }
  return counts;
}

test('SIGKILL with calls in flight: every ask is answered once, by the other node', async () => {
  const victim = await startVictim();
  const before = graph.accepted.length;
  // A third of the sends never arrives: those must be sent again, the others must not.
  let count = 0;
  graph.refuse = () => (++count <= asks && count % 3 === 0 ? { kind: 'destroy', accept: false } : null);
  const wamids = await askVictim(victim, 'kill');
  await until(
    () => graph.inFlight,
    (n) => n >= asks,
  );
  victim.child.kill('SIGKILL');
  await graph.waitFor(before + asks);
  await until(openRows, (n) => n === 0);
  expect(answersTo(wamids)).toEqual(new Map(wamids.map((id) => [id, 1])));
  const { rows } = await database.pool.query(
    'SELECT ended_at IS NOT NULL AS ended, taken_over_by FROM incarnations WHERE pid = $1',
    [victim.pid],
  );
  expect(rows).toEqual([{ ended: true, taken_over_by: survivor.incarnationId }]);
});

test('a node that hangs is taken over by its lease, and ends when it wakes up', async () => {
  const victim = await startVictim();
  const wamids = await askVictim(victim, 'hang-');
  await until(
    () => graph.inFlight,
    (n) => n >= asks,
  );
  victim.child.kill('SIGSTOP');
  await until(openRows, (n) => n === 0);
  victim.child.kill('SIGCONT');
  // 75: the code by which the supervisor knows that it was fenced.
  expect(await victim.exit).toBe(75);
  expect(answersTo(wamids)).toEqual(new Map(wamids.map((id) => [id, 1])));
});

test('SIGTERM: what is in flight is finished, nothing is adopted', async () => {
  const victim = await startVictim();
  const before = graph.accepted.length;
  const wamids = await askVictim(victim, 'terminate');
  await graph.waitFor(before + asks);
  victim.child.kill('SIGTERM');
  expect(await victim.exit).toBe(0);
  expect(await openRows()).toBe(0);
  expect(answersTo(wamids)).toEqual(new Map(wamids.map((id) => [id, 1])));
});

test('a take-over waits for the transaction that is still running, adopts what it commits, and fences the rest', async () => {
  const old = await startTestNode(database, graph, { nodeName: 'node-3' });
  await plant(database, { '8240001': 'HELD' });
  await old.webhooks.messages([{ from: '8240001', wamid: 'wamid.held', text: 'hello' }]);
  const { rows } = await database.pool.query(
    "SELECT v.id FROM conversations v JOIN contacts c ON c.id = v.contact_id WHERE c.wa_id = '8240001'",
  );
  const conversationId = rows[0].id as number;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let entered = (): void => undefined;
  const inside = new Promise<void>((resolve) => {
    entered = resolve;
  });
  const order: string[] = [];
  const held = old.context.fenced(async (tx) => {
    const id = await old.context.outbound.insertReply(tx, { conversationId, text: 'written while dying' });
    await tx.query("UPDATE outbox SET state = 'sending', owner = $2 WHERE id = $1", [id, old.incarnationId]);
    entered();
    await released;
    order.push('commit');
  });
  await inside;
  const adopted = database.pool
    .query('SELECT take_over($1, $2) AS n', [old.incarnationId, survivor.incarnationId])
    .then(({ rows: taken }) => {
      order.push('taken over');
      return taken[0].n as number;
    });
  await until(
    async () =>
      (
        await database.pool.query(
          "SELECT count(*) AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%take_over%'",
        )
      ).rows[0].n as number,
    (n) => n > 0,
  );
  release();
  await held;
  expect(await adopted).toBe(1);
  expect(order).toEqual(['commit', 'taken over']);
  await expect(old.context.fenced(async () => undefined)).rejects.toThrow(FencedError);
  expect(await old.webhooks.messages([{ from: '8240001', wamid: 'wamid.late', text: 'discount code' }])).toBe(
    503,
  );
  expect(old.fenced).toBe(true);
  // The survivor was not told by its own tick; its sweep of unknown rows is what a real take-over starts.
  await database.pool.query("UPDATE outbox SET owner = NULL, state = 'parked' WHERE conversation_id = $1", [
    conversationId,
  ]);
  await old.stop();
});
