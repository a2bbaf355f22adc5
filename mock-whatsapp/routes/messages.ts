import type { FastifyPluginCallback } from 'fastify';
import { graphErrors } from '../graph-error.ts';
import { validateMessage } from '../messages/validate-message.ts';
import { answerLater, failLater, type GraphContext } from './graph-context.ts';
import { receivedMs } from './receipt.ts';

/** POST /{phone-number-id}/messages: text, image, document, mark-as-read. */
export function messagesRoutes(context: GraphContext): FastifyPluginCallback {
  return (app, _options, done) => {
    app.post<{ Params: { id: string } }>('/:id/messages', (request, reply) => {
      // The body is complete when the handler runs: it was received, whatever happens to the socket now.
      const atMs = receivedMs(request.raw);
      context.load.requests += 1;
      const number = context.numberById.get(request.params.id);
      if (number === undefined)
        return failLater(context, reply, graphErrors.unknownNode('POST', request.params.id));
      const validated = validateMessage(request.body, number.display, context.media);
      if ('error' in validated) {
        context.outgoing.rejected(request.body, validated.error.code);
        return failLater(context, reply, validated.error);
      }
      if (validated.ok.kind === 'read') return answerLater(context, reply, 200, '{"success":true}');
      const sent = context.outgoing.send(number, validated.ok, atMs);
      if ('error' in sent) return failLater(context, reply, sent.error);
      const { input, waId } = validated.ok;
      return answerLater(
        context,
        reply,
        200,
        `{"messaging_product":"whatsapp","contacts":[{"input":${JSON.stringify(input)},"wa_id":"${waId}"}],"messages":[{"id":"${sent.id}"}]}`,
      );
    });
    done();
  };
}
