import type { FastifyPluginCallback } from 'fastify';
import type { PushStatus } from '../contract/pushes.ts';
import type { ControlContext } from './control-context.ts';
import { ControlError, parseBody } from './control-error.ts';
import { pushPlanSchema } from './push-schema.ts';
import { readWait } from './read-wait.ts';

interface PushRoute {
  Params: { id: string };
  Querystring: { waitMs?: string; state?: string };
}

const states: readonly PushStatus['state'][] = ['waiting', 'playing', 'draining', 'done'];

/** Expected pushes. */
export function pushRoutes(context: ControlContext): FastifyPluginCallback {
  return (app, _options, done) => {
    app.post('/_sim/pushes', (request, reply) => {
      const accepted = context.pushes.accept(parseBody(pushPlanSchema, request.body));
      if ('refused' in accepted) throw new ControlError(409, 'SP_MOCK_PLAN', accepted.refused);
      return reply.code(202).send(accepted);
    });

    app.get<PushRoute>('/_sim/pushes/:id', async (request, reply) => {
      const { id } = request.params;
      const { waitMs, state } = readWait(request.query, states);
      const status = await context.pushes.wait(id, state, waitMs);
      if (status === null) throw unknownPushes(id);
      return reply.send(status);
    });

    app.post<PushRoute>('/_sim/pushes/:id/stop', (request, reply) => {
      const status = context.pushes.stop(request.params.id);
      if (status === null) throw unknownPushes(request.params.id);
      return reply.send(status);
    });
    done();
  };
}

function unknownPushes(id: string): ControlError {
  return new ControlError(404, 'SP_MOCK_PLAN', `no pushes "${id}" were accepted by this mock`);
}
