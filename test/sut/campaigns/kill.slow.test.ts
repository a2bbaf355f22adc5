import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../sut/supervisor/free-port.ts';
import { call, login } from '../agents/support/agent-client.ts';
import { password } from '../agents/support/agent-node.ts';
import { startTestDatabase, type TestDatabase } from '../support/database.ts';
import { type FakeGraph, startFakeGraph } from '../support/fake-graph.ts';
import { nodeSettings, startTestNode, type TestNode } from '../support/node.ts';
import { startProcess, until } from '../support/processes.ts';

const recipients = Array.from({ length: 300 }, (_, i) => ({ waId: `8270${String(i).padStart(5, '0')}` }));

let database: TestDatabase;
let graph: FakeGraph;
let survivor: TestNode;
beforeAll(async () => {
  database = await startTestDatabase();
  graph = await startFakeGraph({
    latencyMs: [300, 500],
    statuses: { delaysMs: { sent: 100, delivered: 300, read: 600 } },
  });
  survivor = await startTestNode(database, graph, {
    unknownGraceSec: 1.5,
    agents: [{ login: 'chief', password, role: 'supervisor' }],
  });
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

test('SIGKILL in the middle of a campaign: everybody gets one message, nobody two', async () => {
  const settings = nodeSettings(database, graph, {
    nodeName: 'node-2',
    port: await freePort(),
    unknownGraceSec: 1.5,
  });
  const victim = startProcess('sut/node/main.js', [], settings);
  await victim.ready;
  const { token } = await login(survivor.baseUrl, 'chief');
  const { body: made } = await call(survivor.baseUrl, 'POST', '/api/campaigns', token, {
    key: 'kill',
    name: 'kill',
    text: 'Sale',
    startsAt: new Date().toISOString(),
    ratePerMinute: 12_000,
    recipients,
  });
  const ownedBy = async (name: string): Promise<number> =>
    (
      await database.pool.query(
        'SELECT count(*) AS n FROM outbox o JOIN incarnations i ON i.id = o.owner WHERE i.node_name = $1',
        [name],
      )
    ).rows[0].n as number;
  await until(
    () => ownedBy('node-2'),
    (n) => n >= 5,
  );
  victim.child.kill('SIGKILL');
  const read = () => call(survivor.baseUrl, 'GET', `/api/campaigns/${made.id}`, token);
  const { body: status } = await until(read, ({ body }) => body.state === 'done', 30_000);
  expect(status).toMatchObject({ recipients: 300, sent: 300, failed: 0 });
  expect(graph.accepted.map(({ to }) => to).toSorted()).toEqual(recipients.map(({ waId }) => waId));
});
