import Fastify from 'fastify';
import type pino from 'pino';
import { registerAgentSide } from '../agents/register.ts';
import { startCampaignPump } from '../campaigns/campaign-pump.ts';
import { FencedError } from '../cluster/fenced-error.ts';
import { joinCluster } from '../cluster/membership.ts';
import type { TellDefect } from '../defects/defect-log.ts';
import { plantDefects } from '../defects/plant.ts';
import { createMessageLane } from '../ingest/message-lane.ts';
import { createStatusLane } from '../ingest/status-lane.ts';
import { newIngestCounters, registerWebhook } from '../ingest/webhook-route.ts';
import { createFinishLane } from '../outbound/finish-lane.ts';
import { createGraphClient } from '../outbound/graph-client.ts';
import { createPacer } from '../outbound/pacer.ts';
import { createSender } from '../outbound/sender.ts';
import { createSweeper } from '../outbound/sweeper.ts';
import { createUnknownResolver } from '../outbound/unknown-resolver.ts';
import { createWakeLane } from '../outbound/wake-lane.ts';
import { createPool } from '../store/pool.ts';
import type { NodeContext, NodeHooks } from './context.ts';
import { createFenced } from './fenced.ts';
import { nodeMetrics } from './metrics.ts';
import type { NodeHealth, NodeSettings } from './settings.ts';

/** Sessions of one node: ≤ 2 ingest, 1 status, 2 finish, 1 wake, 1 resolver, 1 campaigns, the rest for agents. */
const poolSize = 17;
const sweepMs = 1_000;
/** No heartbeat for this long = the database is not there for us. */
const unhealthyMs = 1_500;
const drainMs = 3_000;

export interface RunningNode {
  readonly port: number;
  readonly incarnationId: number;
  readonly context: NodeContext;
  health(): NodeHealth;
  /** Finishes what is in flight (≤ 3 s), gives back what was not started, leaves the cluster. */
  stop(): Promise<void>;
}

/**
 * Starts one node in this process. `onFenced` is called when another node took this one over: end the process.
 * `tellDefect` hears what switched-on defects do.
 */
export async function startNode(
  settings: NodeSettings,
  log: pino.Logger,
  onFenced: () => void,
  tellDefect: TellDefect = () => undefined,
): Promise<RunningNode> {
  const defects = plantDefects(settings.defects, tellDefect, settings.nodeName, log);
  const membership = await joinCluster({
    databaseUrl: settings.databaseUrl,
    nodeName: settings.nodeName,
    log,
    unfenced: defects.unfenced,
  });
  const { incarnationId } = membership;
  const pool = createPool({
    url: settings.databaseUrl,
    max: poolSize,
    applicationName: membership.applicationName,
  });
  const fenced = createFenced(pool, incarnationId);
  const graph = defects.graph(
    createGraphClient(settings.graphUrl, settings.token, settings.graphSockets),
    pool,
    incarnationId,
  );
  const hooks: NodeHooks = {};

  const onError = (what: string) => (error: unknown) => {
    if (error instanceof FencedError) onFenced();
    else log.error({ err: error }, what);
  };

  const pacer = createPacer(settings.numberRatePerSec);
  const sender = createSender({
    graph,
    pacer,
    finish: createFinishLane(pool, incarnationId),
    log,
    onUnknown: () => resolver.alert(),
    onFenced,
  });
  const resolver = createUnknownResolver({
    pool,
    incarnationId,
    // Who fences nobody believes the lease: what was taken over is sent at once.
    graceSec: defects.unfenced === null ? settings.unknownGraceSec : 0,
    policy: settings.unknownPolicy,
    send: sender.send,
    onError: onError('unknown outcomes not decided'),
  });
  const wakeLane = createWakeLane(pool, incarnationId);
  const wake = (conversationIds: readonly number[]): void => {
    void wakeLane
      .submit(conversationIds)
      .then(([rows]) => sender.send(rows ?? []), onError('wake-up failed; the sweep will claim'));
  };
  const sweeper = createSweeper(pool, incarnationId, sender, wake);

  const context: NodeContext = {
    pool,
    nodeName: settings.nodeName,
    incarnationId,
    fenced,
    graph: { url: settings.graphUrl, token: settings.token, request: graph.request },
    phoneNumberIds: settings.phoneNumberIds,
    dataDir: settings.dataDir,
    outbound: {
      insertReply: async (tx, reply) => {
        const { rows } = await tx.query<{ id: number }>({
          name: 'insert_reply',
          text: 'SELECT insert_reply($1, $2, $3) AS id',
          values: [reply.conversationId, reply.text, reply.contextWamid ?? null],
        });
        return rows[0]?.id ?? 0;
      },
      wake,
    },
    hooks,
    log,
  };

  const ingestCounters = newIngestCounters();
  const messages = defects.messages(
    createMessageLane({
      pool,
      incarnationId,
      onClaimed: sender.send,
      onUnanswered: (items) => hooks.onUnanswered?.(items),
      onReceived: (phoneNumberId) => pacer.received(phoneNumberId, Date.now()),
    }),
    pool,
  );
  const statuses = createStatusLane({
    pool,
    incarnationId,
    onFailed: (failed) => log.warn({ count: failed.length, code: failed[0]?.failedCode }, 'delivery failed'),
  });

  const app = Fastify({ logger: false, forceCloseConnections: 'idle', keepAliveTimeout: 75_000 });
  await registerWebhook(app, {
    appSecret: settings.appSecret,
    verifyToken: settings.verifyToken,
    messages,
    statuses,
    counters: ingestCounters,
    read: defects.read,
    log,
    onFenced,
  });
  const health = (): NodeHealth => ({
    ok: membership.silenceMs < unhealthyMs,
    name: settings.nodeName,
    pid: process.pid,
    incarnationId,
    openAsks: sender.open + resolver.held,
  });
  const campaigns = startCampaignPump({
    pool,
    incarnationId,
    phoneNumberIds: settings.phoneNumberIds,
    pacer,
    sender,
    failed: onError('campaign messages not claimed, trying again'),
  });
  const agentSide = await registerAgentSide(app, context, {
    agents: settings.agents,
    campaignScheduled: campaigns.wake,
  });
  app.get('/internal/health', async () => health());
  app.get('/internal/metrics', async () => nodeMetrics(ingestCounters, sender, resolver, campaigns));

  membership.start({
    takeOver: async (dead) => {
      const adopted = await fenced(async (tx) => {
        const { rows } = await tx.query<{ count: number | null }>('SELECT take_over($1, $2) AS count', [
          dead,
          incarnationId,
        ]);
        return rows[0]?.count ?? null;
      });
      if (adopted === null) return;
      log.warn({ incarnation: dead, adopted }, 'took over');
      resolver.alert();
      hooks.onIncarnationLost?.(dead);
    },
    onFenced,
  });
  const sweepTimer = setInterval(() => {
    void sweeper.sweep().catch(onError('sweep failed'));
  }, sweepMs);

  await app.listen({ host: '127.0.0.1', port: settings.port });
  const address = app.server.address();

  return {
    port: typeof address === 'object' && address !== null ? address.port : settings.port,
    incarnationId,
    context,
    health,
    stop: async () => {
      clearInterval(sweepTimer);
      await campaigns.close();
      resolver.stop();
      await agentSide.close();
      await app.close();
      const unsent = await sender.drain(drainMs);
      await fenced((tx) =>
        tx.query(
          "UPDATE outbox SET state = 'pending', owner = NULL WHERE id = ANY ($1) AND owner = $2 AND state = 'sending'",
          [unsent, incarnationId],
        ),
      ).catch(() => undefined);
      await membership.stop();
      await graph.close();
      await pool.end().catch(() => undefined);
    },
  };
}
