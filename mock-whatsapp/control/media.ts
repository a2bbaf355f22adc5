import type { FastifyPluginCallback } from 'fastify';
import type { ControlContext } from './control-context.ts';
import { parseBody } from './control-error.ts';
import { mediaExpectSchema } from './schemas.ts';

/** Planned uploads, and what became of them. */
export function mediaControlRoutes(context: ControlContext): FastifyPluginCallback {
  return (app, _options, done) => {
    app.post('/_sim/media/expect', (request, reply) => {
      const { files } = parseBody(mediaExpectSchema, request.body);
      context.expectations.expect(files);
      const from = files.reduce((lowest, { index }) => Math.min(lowest, index), files[0]?.index ?? 0);
      context.log.emit('media.expected', { from, count: files.length });
      return reply.send({ count: files.length });
    });
    app.get('/_sim/media', (_request, reply) => reply.send(context.expectations.summary));
    done();
  };
}
