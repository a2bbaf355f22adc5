import type { FastifyPluginCallback } from 'fastify';
import type { MockOptions } from '../contract/control.ts';
import { graphErrors } from '../graph-error.ts';
import type { PhoneNumber } from '../numbers.ts';
import { answerLater, failLater, type GraphContext } from './graph-context.ts';

interface NodeRoute {
  Params: { id: string };
  Querystring: { fields?: string; phone_number_id?: string };
}

/** Meta's default field set of a number (phone-numbers page, 2025-12). */
const defaultFields = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
  'id',
];

/** GET /{id} of a phone number or a media object; DELETE /{media-id}. */
export function nodeRoutes(context: GraphContext): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get<NodeRoute>('/:id', (request, reply) => {
      context.load.requests += 1;
      const { id } = request.params;
      const number = context.numberById.get(id);
      if (number !== undefined) {
        const node = numberNode(number, context.options());
        const fields = request.query.fields?.split(',').map((name) => name.trim()) ?? defaultFields;
        const unknown = fields.find((name) => !(name in node));
        if (unknown !== undefined)
          return failLater(
            context,
            reply,
            graphErrors.parameter(`Tried accessing nonexisting field (${unknown})`),
          );
        const chosen = Object.fromEntries(fields.map((name) => [name, node[name]]));
        return answerLater(context, reply, 200, JSON.stringify({ ...chosen, id }));
      }
      const file = context.media.get(id);
      const owner = request.query.phone_number_id;
      if (file === null || (owner !== undefined && !context.numberById.has(owner)))
        return failLater(context, reply, graphErrors.unknownNode('GET', id));
      return answerLater(
        context,
        reply,
        200,
        JSON.stringify({
          messaging_product: 'whatsapp',
          url: `${context.publicUrl()}${context.media.ticket(id, Date.now())}`,
          mime_type: file.mime,
          sha256: file.sha256,
          file_size: file.bytes,
          id,
        }),
      );
    });

    app.delete<NodeRoute>('/:id', async (request, reply) => {
      context.load.requests += 1;
      const deleted = await context.media.delete(request.params.id);
      if (!deleted) return failLater(context, reply, graphErrors.unknownNode('DELETE', request.params.id));
      return answerLater(context, reply, 200, '{"success":true}');
    });
    done();
  };
}

function numberNode(number: PhoneNumber, options: MockOptions): Readonly<Record<string, unknown>> {
  return {
    id: number.id,
    verified_name: number.verifiedName,
    display_phone_number: number.display,
    code_verification_status: 'VERIFIED',
    quality_rating: 'GREEN',
    platform_type: 'CLOUD_API',
    throughput: { level: options.throughputPerSec >= 1000 ? 'HIGH' : 'STANDARD' },
    status: 'CONNECTED',
    account_mode: 'LIVE',
    name_status: 'APPROVED',
  };
}
