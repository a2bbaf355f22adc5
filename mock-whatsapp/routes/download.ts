import type { FastifyPluginCallback } from 'fastify';
import type { GraphContext } from './graph-context.ts';

interface DownloadRoute {
  Querystring: { mid?: string; ext?: string; hash?: string };
}

/** GET of a lookup URL: bearer needed, five minutes long, 404 afterwards. */
export function downloadRoutes(context: GraphContext): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get<DownloadRoute>('/whatsapp_business/attachments/', (request, reply) => {
      context.load.requests += 1;
      const { mid = '', ext = '', hash = '' } = request.query;
      const file = context.media.redeem(mid, ext, hash, Date.now());
      const stream = file === null ? null : context.media.read(mid);
      if (file === null || stream === null)
        return reply.code(404).header('content-type', 'text/plain').send('Not Found');
      return reply.header('content-type', file.mime).header('content-length', file.bytes).send(stream);
    });
    done();
  };
}
