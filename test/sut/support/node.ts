import pino from 'pino';
import type { TellDefect } from '../../../sut/defects/defect-log.ts';
import type { NodeSettings } from '../../../sut/node/settings.ts';
import { type RunningNode, startNode } from '../../../sut/node/start-node.ts';
import type { TestDatabase } from './database.ts';
import type { FakeGraph } from './fake-graph.ts';
import { defaultNumber, type WebhookClient, webhookClient } from './webhooks.ts';

export const appSecret = 'test-secret';

export interface TestNode extends RunningNode {
  readonly webhooks: WebhookClient;
  readonly baseUrl: string;
  readonly fenced: boolean;
}

/** Settings of a node against the test's database and fake; port 0. */
export function nodeSettings(
  database: TestDatabase,
  graph: FakeGraph,
  overrides: Partial<NodeSettings> = {},
): NodeSettings {
  return {
    nodeName: 'node-1',
    port: 0,
    databaseUrl: database.url,
    graphUrl: graph.url,
    token: 'token',
    appSecret,
    verifyToken: 'verify',
    phoneNumberIds: [defaultNumber],
    dataDir: database.dataDir,
    agents: [],
    unknownGraceSec: 0.5,
    unknownPolicy: 'resend',
    graphSockets: 256,
    numberRatePerSec: 1_000,
    defects: [],
    ...overrides,
  };
}

/** A node in the test's own process, on port 0. */
export async function startTestNode(
  database: TestDatabase,
  graph: FakeGraph,
  overrides: Partial<NodeSettings> = {},
  tellDefect: TellDefect = () => undefined,
): Promise<TestNode> {
  const state = { fenced: false };
  const node = await startNode(
    nodeSettings(database, graph, overrides),
    pino({ level: 'silent' }),
    () => {
      state.fenced = true;
    },
    tellDefect,
  );
  const baseUrl = `http://127.0.0.1:${node.port}`;
  const webhooks = webhookClient(`${baseUrl}/webhook`, appSecret);
  return {
    ...node,
    baseUrl,
    webhooks,
    get fenced() {
      return state.fenced;
    },
    stop: async () => {
      await webhooks.close();
      await node.stop();
    },
  };
}

/** Plants customers with their codes. */
export async function plant(database: TestDatabase, codes: Readonly<Record<string, string>>): Promise<void> {
  await database.pool.query(
    `INSERT INTO contacts (wa_id, code) SELECT * FROM unnest($1::text[], $2::text[])
     ON CONFLICT (wa_id) DO UPDATE SET code = excluded.code`,
    [Object.keys(codes), Object.values(codes)],
  );
}
