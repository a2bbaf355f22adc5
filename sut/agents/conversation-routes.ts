import type { FastifyInstance } from 'fastify';
import type { NodeContext } from '../node/context.ts';
import { actorOf } from './authenticate.ts';
import { closeCase, holdCase, listCases, readCase, readHistory, writeWaybill } from './case-store.ts';

interface ById {
  readonly Params: { readonly id: string };
}

const params = {
  type: 'object',
  properties: { id: { type: 'string', pattern: '^[1-9][0-9]{0,14}$' } },
} as const;

/** Meta's limit for a text body. */
const maxTextLength = 4_096;

const replyBody = {
  type: 'object',
  required: ['text'],
  properties: { text: { type: 'string', minLength: 1, maxLength: maxTextLength } },
} as const;

const waybillBody = {
  type: 'object',
  required: ['waybill', 'version'],
  properties: {
    waybill: { type: 'string', maxLength: 200 },
    version: { type: 'integer', minimum: 0 },
  },
} as const;

/**
 * What an agent does with a conversation. Agents reach their own only (403); supervisors reach all.
 * `changed` is called after each commit that frees a slot or leaves an event.
 */
export function registerConversationRoutes(
  app: FastifyInstance,
  context: NodeContext,
  changed: () => void,
): void {
  const { pool } = context;

  app.get<{ Querystring: { assigned?: string; state?: string } }>('/api/conversations', async (request) => {
    const { assigned, state } = request.query;
    const cases = await listCases(pool, actorOf(request), assigned === 'all');
    return state === undefined ? cases : cases.filter((found) => found.state === state);
  });

  app.get<ById>('/api/conversations/:id', { schema: { params } }, async (request) => {
    return readCase(pool, actorOf(request), request.params.id);
  });

  app.get<ById>('/api/conversations/:id/messages', { schema: { params } }, async (request) => {
    await readCase(pool, actorOf(request), request.params.id);
    return readHistory(pool, request.params.id);
  });

  app.post<ById & { Body: { readonly text: string } }>(
    '/api/conversations/:id/replies',
    { schema: { params, body: replyBody } },
    async (request, reply) => {
      const conversationId = Number(request.params.id);
      const outboxId = await context.fenced(async (tx) => {
        await holdCase(tx, actorOf(request), conversationId);
        return context.outbound.insertReply(tx, { conversationId, text: request.body.text });
      });
      context.outbound.wake([conversationId]);
      reply.code(202);
      return { id: String(outboxId) };
    },
  );

  app.get<ById>('/api/conversations/:id/waybill', { schema: { params } }, async (request) => {
    const { waybill, version } = await readCase(pool, actorOf(request), request.params.id);
    return { waybill, version };
  });

  app.put<ById & { Body: { readonly waybill: string; readonly version: number } }>(
    '/api/conversations/:id/waybill',
    { schema: { params, body: waybillBody } },
    async (request) => {
      const { waybill, version } = request.body;
      const written = await writeWaybill(pool, actorOf(request), request.params.id, waybill, version);
      if (actorOf(request).role === 'supervisor') changed();
      return { version: written };
    },
  );

  app.post<ById>('/api/conversations/:id/close', { schema: { params } }, async (request) => {
    await closeCase(pool, actorOf(request), request.params.id);
    changed();
    return {};
  });
}
