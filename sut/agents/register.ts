import type { FastifyInstance } from 'fastify';
import { registerCampaignRoutes } from '../campaigns/campaign-routes.ts';
import { registerMedia } from '../media/register-media.ts';
import type { NodeContext } from '../node/context.ts';
import { registerOrderRoutes } from '../orders/order-routes.ts';
import { numberEvents } from '../realtime/event-store.ts';
import { createFeed } from '../realtime/feed.ts';
import { listen } from '../realtime/listener.ts';
import { registerChannelRoute } from '../realtime/ws-route.ts';
import { createRouter } from '../routing/router.ts';
import { startSweep } from '../routing/sweep.ts';
import { startIndexer } from '../search/indexer.ts';
import { registerSearch } from '../search/register-search.ts';
import { apiErrorHandler } from './api-error.ts';
import { authenticate, bearerToken } from './authenticate.ts';
import { registerConversationRoutes } from './conversation-routes.ts';
import { type AgentAccount, ensureAgents } from './ensure-agents.ts';
import { registerLoginRoute, registerPresenceRoutes } from './session-routes.ts';
import { sessionHours } from './sessions.ts';
import { createWorker } from './worker.ts';

export interface AgentSideOptions {
  /** Accounts to create, or to bring up to date. */
  readonly agents?: readonly AgentAccount[];
  /** How long an agent may be gone before the conversations go to others. Default 10 s: a killed node is back sooner. */
  readonly releaseGraceMs?: number;
  /** How long events can be resumed. Default 1 h. */
  readonly eventRetentionMs?: number;
  /** Called after a campaign was scheduled here. */
  readonly campaignScheduled?: () => void;
  /** Unsent bytes at which a slow channel is cut off. Default 256 KB, about 1,000 events. */
  readonly channelBufferBytes?: number;
}

/**
 * Everything agents touch: accounts, REST, routing of unanswered conversations, realtime channels, search, media. Call it once
 * per node, before `listen`. Sets `context.hooks`; `close` before the pool ends.
 */
export async function registerAgentSide(
  app: FastifyInstance,
  context: NodeContext,
  options: AgentSideOptions = {},
): Promise<{ close(): Promise<void> }> {
  const { pool, incarnationId, hooks } = context;
  const failed = (error: unknown) => context.log.warn({ err: error }, 'agent side: tried again by the sweep');
  await ensureAgents(pool, options.agents ?? []);

  const feed = createFeed(pool, failed);
  const numberer = createWorker(async () => {
    const more = await numberEvents(pool, incarnationId);
    feed.wake();
    return more;
  }, failed);
  const router = createRouter(pool, numberer.wake, failed);
  const listener = await listen(pool, incarnationId, feed.wake, failed);
  const sweep = startSweep(pool, {
    releaseGraceMs: options.releaseGraceMs ?? 10_000,
    eventRetentionMs: options.eventRetentionMs ?? 3_600_000,
    forgetHours: sessionHours + 1,
    wake: router.wake,
    failed,
  });
  const indexer = startIndexer(pool, failed);
  hooks.onUnanswered = () => router.wake();
  hooks.onIncarnationLost = () => void sweep.run();

  let channels: { close(): Promise<void> } | null = null;
  await app.register(async (scope) => {
    scope.setErrorHandler(apiErrorHandler(context.log));
    await registerLoginRoute(scope, pool);
    channels = await registerChannelRoute(scope, {
      pool,
      incarnationId,
      feed,
      bufferBytes: options.channelBufferBytes ?? 262_144,
      opened: router.wake,
      failed,
    });
    await scope.register(async (inner) => {
      inner.addHook('onRequest', (request) => authenticate(pool, request, bearerToken(request)));
      registerPresenceRoutes(inner, pool, router.wake);
      registerConversationRoutes(inner, context, router.wake);
      registerCampaignRoutes(inner, context, () => options.campaignScheduled?.());
      registerOrderRoutes(inner, pool);
      registerSearch(inner, pool);
      await registerMedia(inner, context);
    });
  });

  return {
    async close() {
      hooks.onUnanswered = undefined;
      hooks.onIncarnationLost = undefined;
      await channels?.close();
      await sweep.close();
      await indexer.close();
      await router.close();
      await numberer.close();
      await feed.close();
      await listener.close();
    },
  };
}
