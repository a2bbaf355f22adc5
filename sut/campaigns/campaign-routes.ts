import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../agents/api-error.ts';
import { actorOf } from '../agents/authenticate.ts';
import type { Actor } from '../agents/sessions.ts';
import type { NodeContext } from '../node/context.ts';
import { type CampaignRequest, readCampaign, scheduleCampaign } from './campaign-store.ts';

/** A list of 100,000 recipients with values of their own. */
const bodyLimitBytes = 32 * 1024 * 1024;
/** Meta's top tier, 1,000/s on each of some hundred numbers, and nobody's typing error. */
const maxRatePerMinute = 6_000_000;

const body = {
  type: 'object',
  additionalProperties: false,
  required: ['key', 'name', 'text', 'startsAt', 'ratePerMinute'],
  properties: {
    key: { type: 'string', minLength: 1, maxLength: 200 },
    name: { type: 'string', minLength: 1, maxLength: 200 },
    text: { type: 'string', minLength: 1, maxLength: 4_096 },
    startsAt: { type: 'string', format: 'date-time' },
    ratePerMinute: { type: 'number', exclusiveMinimum: 0, maximum: maxRatePerMinute },
    tag: { type: 'string', minLength: 1, maxLength: 200 },
    recipients: {
      type: 'array',
      minItems: 1,
      maxItems: 200_000,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['waId'],
        properties: {
          waId: { type: 'string', pattern: '^[0-9]{5,15}$' },
          values: { type: 'object', additionalProperties: { type: 'string', maxLength: 1_000 } },
        },
      },
    },
  },
  oneOf: [{ required: ['tag'] }, { required: ['recipients'] }],
} as const;

const params = {
  type: 'object',
  properties: { id: { type: 'string', pattern: '^[1-9][0-9]{0,14}$' } },
} as const;

/**
 * `POST /api/campaigns` → 201 {id}, or 200 where the key found the same campaign. `GET /api/campaigns/:id` → counts and
 * share late. Supervisors only. `scheduled` is called after the commit.
 */
export function registerCampaignRoutes(
  app: FastifyInstance,
  context: NodeContext,
  scheduled: () => void,
): void {
  app.post<{ Body: CampaignRequest }>(
    '/api/campaigns',
    { schema: { body }, bodyLimit: bodyLimitBytes },
    async (request, reply) => {
      const { agentId } = supervisor(request);
      const { id, created } = await context.fenced((tx) =>
        scheduleCampaign(tx, context, agentId, request.body),
      );
      scheduled();
      reply.code(created ? 201 : 200);
      return { id: String(id) };
    },
  );

  app.get<{ Params: { readonly id: string } }>(
    '/api/campaigns/:id',
    { schema: { params } },
    async (request) => {
      supervisor(request);
      return readCampaign(context.pool, request.params.id);
    },
  );
}

function supervisor(request: FastifyRequest): Actor {
  const actor = actorOf(request);
  if (actor.role !== 'supervisor')
    throw new ApiError(403, 'SP_SUT_SUPERVISORS_ONLY', 'campaigns are made and read by supervisors');
  return actor;
}
