import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { ApiError } from '../agents/api-error.ts';
import { actorOf } from '../agents/authenticate.ts';
import { findMessages, searchable } from './find-messages.ts';

const querystring = {
  type: 'object',
  required: ['q'],
  properties: {
    q: { type: 'string', minLength: 1, maxLength: 200 },
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    before: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
  },
} as const;

/**
 * GET /api/search?q=&limit=&before= → {messages: [{id, conversationId, direction, text, at}], next}, newest first.
 * `next` is the `before` of the following page, null after the last. Agents find what is in conversations they own or
 * owned last; supervisors find everything.
 */
export function registerSearch(app: FastifyInstance, pool: pg.Pool): void {
  app.get<{ Querystring: { readonly q: string; readonly limit: number; readonly before?: number } }>(
    '/api/search',
    { schema: { querystring } },
    async (request) => {
      const { q, limit, before } = request.query;
      if (!searchable(q)) {
        throw new ApiError(
          400,
          'SP_SUT_SEARCH_TERM',
          'search for a whole word, or for at least two neighbouring characters of Korean, Chinese or Japanese',
        );
      }
      const { agentId, role } = actorOf(request);
      const page = await findMessages(pool, {
        text: q,
        limit,
        before: before ?? null,
        agentId: role === 'supervisor' ? null : agentId,
      });
      return {
        messages: page.messages.map(({ id, conversationId, direction, text, sentAt }) => ({
          id: String(id),
          conversationId: String(conversationId),
          direction,
          text,
          at: sentAt,
        })),
        next: page.next === null ? null : String(page.next),
      };
    },
  );
}
