import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import multipart from '@fastify/multipart';
import fastify from 'fastify';

export interface StoredUpload {
  readonly numberId: string;
  readonly authorization: string;
  readonly product: string;
  readonly type: string;
  readonly mime: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ScriptedAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface GraphMedia {
  readonly url: string;
  readonly uploads: StoredUpload[];
  /** Answers given before uploads are accepted again, in order; the body is read all the same. */
  readonly refusals: (ScriptedAnswer | 'hang up')[];
  /** Most uploads at work at one time. */
  peak(): number;
  close(): Promise<void>;
}

/** Graph's media endpoint: reads the whole form, hashes the file, gives ids. */
export async function startGraphMedia(): Promise<GraphMedia> {
  const app = fastify({ forceCloseConnections: true });
  await app.register(multipart, { limits: { fileSize: 200 * 1024 * 1024 } });
  const uploads: StoredUpload[] = [];
  const refusals: (ScriptedAnswer | 'hang up')[] = [];
  let active = 0;
  let peak = 0;

  app.post<{ Params: { numberId: string } }>('/:version/:numberId/media', async (request, reply) => {
    active += 1;
    peak = Math.max(peak, active);
    try {
      const part = await request.file();
      if (!part) return reply.code(400).send({ error: { code: 100, message: 'no file' } });
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const chunk of part.file as AsyncIterable<Buffer>) {
        hash.update(chunk);
        bytes += chunk.length;
      }
      const refusal = refusals.shift();
      if (refusal === 'hang up') return request.raw.destroy();
      if (refusal) return reply.code(refusal.status).send(refusal.body);
      const value = (name: string) => {
        const field = part.fields[name];
        return field && !Array.isArray(field) && field.type === 'field' ? String(field.value) : '';
      };
      uploads.push({
        numberId: request.params.numberId,
        authorization: request.headers.authorization ?? '',
        product: value('messaging_product'),
        type: value('type'),
        mime: part.mimetype,
        name: part.filename,
        bytes,
        sha256: hash.digest('hex'),
      });
      return { id: String(9_000 + uploads.length) };
    } finally {
      active -= 1;
    }
  });

  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    uploads,
    refusals,
    peak: () => peak,
    close: () => app.close(),
  };
}
