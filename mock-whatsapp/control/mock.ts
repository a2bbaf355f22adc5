import type { FastifyPluginCallback } from 'fastify';
import type { ControlContext } from './control-context.ts';
import { ControlError, parseBody } from './control-error.ts';
import { faultsSchema, optionsSchema, webhookSchema } from './schemas.ts';

/** The mock itself: health, state, webhook, options, flush. */
export function mockRoutes(context: ControlContext): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get('/_sim/health', (_request, reply) => reply.send(context.health()));
    app.get('/_sim/state', (_request, reply) => reply.send(context.state()));
    app.post('/_sim/flush', async (_request, reply) => reply.send({ files: await context.log.flush() }));

    app.post('/_sim/webhook', async (request, reply) => {
      const webhook = parseBody(webhookSchema, request.body);
      const result = await context.subscribe(webhook);
      if (!result.ok)
        throw new ControlError(
          409,
          'SP_MOCK_CHALLENGE',
          `the webhook failed Meta's GET challenge: ${result.reason}`,
        );
      return reply.send({ verified: true });
    });

    app.put('/_sim/options', (request, reply) => {
      const options = parseBody(optionsSchema, request.body);
      return reply.send(context.setOptions(options));
    });

    app.put('/_sim/faults', (request, reply) => {
      context.faults.set(parseBody(faultsSchema, request.body));
      return reply.send(context.faults.inForce);
    });
    done();
  };
}
