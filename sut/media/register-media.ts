import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../agents/api-error.ts';
import { actorOf } from '../agents/authenticate.ts';
import type { NodeContext } from '../node/context.ts';
import { type Forwarding, forwardFile } from './forward-file.ts';
import { createLimiter } from './limiter.ts';
import { maxMediaBytes, type ReceivedFile, receiveFile, removeOrphans } from './media-folder.ts';

/** Uploads to the Cloud API at once, per node. */
const forwardsAtOnce = 8;
/** Form fields and part headers around the file. */
const formSlackBytes = 65_536;

interface Incoming {
  readonly source: Readable;
  readonly name: string;
  readonly mime: string;
  readonly phoneNumberId: string | undefined;
}

interface UploadQuery {
  readonly Querystring: { readonly phone_number_id?: string };
}

function plainMime(header: string | undefined): string {
  const mime = (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(mime) ? mime : 'application/octet-stream';
}

function decodeName(header: string | string[] | undefined): string {
  if (typeof header !== 'string' || header === '') return 'file';
  try {
    return decodeURIComponent(header).slice(0, 255);
  } catch {
    return header.slice(0, 255);
  }
}

async function openUpload(request: FastifyRequest<UploadQuery>): Promise<Incoming> {
  const asked = request.query.phone_number_id;
  if (!request.isMultipart()) {
    return {
      source: request.raw,
      name: decodeName(request.headers['x-file-name']),
      mime: plainMime(request.headers['content-type']),
      phoneNumberId: asked,
    };
  }
  const part = await request.file();
  if (!part) throw new ApiError(400, 'SP_SUT_MEDIA_NO_FILE', 'send the file in a form field named file');
  const field = part.fields.phone_number_id;
  const number = field && !Array.isArray(field) && field.type === 'field' ? String(field.value) : asked;
  return {
    source: part.file,
    name: part.filename.slice(0, 255),
    mime: plainMime(part.mimetype),
    phoneNumberId: number,
  };
}

/**
 * `POST /api/media`: the bytes as body (content-type of the file, `x-file-name` URI-encoded, `?phone_number_id=`) or a
 * form (`phone_number_id` before `file`). → 200 {id, sha256, bytes, graphMediaId} once the file is durable, forwarded
 * and in the database. On any failure neither file nor row stays behind.
 */
export async function registerMedia(app: FastifyInstance, context: NodeContext): Promise<void> {
  const { pool, log } = context;
  const dir = join(context.dataDir, 'media');
  const limited = createLimiter(forwardsAtOnce);
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    await scope.register(multipart, {
      limits: { fileSize: maxMediaBytes + 1, files: 1, fields: 10 },
      throwFileSizeLimit: false,
    });
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.post<UploadQuery>('/api/media', (request, reply) => {
      reply.header('cache-control', 'no-store');
      return take(request).catch((error: unknown) => {
        // Unread bytes of a refused body would be taken for the next request.
        if (!request.raw.complete) reply.header('connection', 'close');
        throw error;
      });
    });
  });
  removeOrphans(pool, dir).then(
    (removed) => removed > 0 && log.info({ removed }, 'media files without a row removed'),
    (error) => log.warn({ err: error }, 'media folder not cleaned'),
  );

  async function take(request: FastifyRequest<UploadQuery>) {
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > maxMediaBytes + formSlackBytes) {
      throw new ApiError(413, 'SP_SUT_MEDIA_TOO_LARGE', `a file may have ${maxMediaBytes} bytes at most`);
    }
    const incoming = await openUpload(request);
    const phoneNumberId = incoming.phoneNumberId ?? context.phoneNumberIds[0];
    if (phoneNumberId === undefined || !context.phoneNumberIds.includes(phoneNumberId)) {
      throw new ApiError(400, 'SP_SUT_MEDIA_NUMBER', 'phone_number_id is not one of this system');
    }
    const file = await receiveFile(dir, incoming.source);
    try {
      const graphMediaId = await store(file, { ...incoming, phoneNumberId }, actorOf(request).agentId);
      return { id: file.id, sha256: file.sha256, bytes: file.bytes, graphMediaId };
    } catch (error) {
      await unlink(file.path);
      throw error;
    }
  }

  async function store(file: ReceivedFile, target: Forwarding, agentId: number): Promise<string> {
    const path = `/v23.0/${target.phoneNumberId}/media`;
    const graphMediaId = await limited(() => forwardFile(context.graph, path, file, target));
    await pool.query({
      name: 'media-insert',
      text: `INSERT INTO media (id, agent_id, phone_number_id, name, mime, bytes, sha256, graph_media_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      values: [
        file.id,
        agentId,
        target.phoneNumberId,
        target.name,
        target.mime,
        file.bytes,
        file.sha256,
        graphMediaId,
      ],
    });
    return graphMediaId;
  }
}
