import Fastify, { type FastifyInstance } from 'fastify';
import { keepAliveMs } from '../routes/graph-app.ts';
import type { ControlContext } from './control-context.ts';
import { ControlError } from './control-error.ts';
import { customerRoutes } from './customers.ts';
import { mediaControlRoutes } from './media.ts';
import { mockRoutes } from './mock.ts';
import { planRoutes } from './plans.ts';
import { pushRoutes } from './pushes.ts';

/** An explicit plan of a million asks fits. */
const bodyLimitBytes = 64 * 1024 * 1024;

/** The control API (contract/control.ts). No authentication: it listens on loopback only. */
export function createControlApp(context: ControlContext): FastifyInstance {
  const app = Fastify({
    keepAliveTimeout: keepAliveMs,
    forceCloseConnections: true,
    bodyLimit: bodyLimitBytes,
  });
  app.setErrorHandler((error: Error & { readonly statusCode?: number }, _request, reply) => {
    if (error instanceof ControlError)
      return reply.code(error.status).send({ error: { id: error.id, message: error.message } });
    const status = error.statusCode ?? 500;
    const id = status < 500 ? 'SP_MOCK_REQUEST' : 'SP_MOCK_INTERNAL';
    return reply.code(status).send({ error: { id, message: error.message } });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      error: { id: 'SP_MOCK_ROUTE', message: `no ${request.method} ${request.url} in the control API` },
    }),
  );
  app.register(mockRoutes(context));
  app.register(customerRoutes(context));
  app.register(planRoutes(context));
  app.register(pushRoutes(context));
  app.register(mediaControlRoutes(context));
  return app;
}
