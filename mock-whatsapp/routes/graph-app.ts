import Fastify, { type FastifyInstance } from 'fastify';
import { graphErrors } from '../graph-error.ts';
import { authError } from './auth.ts';
import { downloadRoutes } from './download.ts';
import { failNow, type GraphContext } from './graph-context.ts';
import { mediaRoutes } from './media.ts';
import { messagesRoutes } from './messages.ts';
import { nodeRoutes } from './nodes.ts';
import { noteReceipts } from './receipt.ts';

/** Node closes idle sockets after 5 s by default, which turns a pause of the vendor into a storm of reconnects. */
export const keepAliveMs = 75_000;

const versionPrefix = /^\/v\d+\.\d+(?=\/|$)/;

/** The Graph API: any `/vNN.N` prefix and none. */
export function createGraphApp(context: GraphContext): FastifyInstance {
  const app = Fastify({
    keepAliveTimeout: keepAliveMs,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    rewriteUrl: (request) => (request.url ?? '/').replace(versionPrefix, '') || '/',
  });

  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      // Graph reads a malformed body as no parameters; the validator then names what is missing.
      done(null, undefined);
    }
  });

  noteReceipts(app);
  app.addHook('onRequest', (request, reply, done) => {
    const error = authError(request, context.token);
    if (error === null) return done();
    failNow(reply, error);
  });
  app.setNotFoundHandler((request, reply) => {
    const [path = '/'] = (request.raw.url ?? '/').split('?');
    const [, id = '', ...edge] = path.split('/');
    const known = context.numberById.has(id) || context.media.get(id) !== null;
    if (known && edge.length > 0) return failNow(reply, graphErrors.unknownPath(`/${edge.join('/')}`));
    return failNow(reply, graphErrors.unknownNode(request.method, id));
  });
  app.setErrorHandler((error: Error & { readonly statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) return failNow(reply, graphErrors.internal());
    return failNow(reply, graphErrors.parameter('Invalid parameter', error.message));
  });

  app.register(downloadRoutes(context));
  app.register(messagesRoutes(context));
  app.register(mediaRoutes(context));
  app.register(nodeRoutes(context));
  return app;
}
