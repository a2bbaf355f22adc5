import multipart from '@fastify/multipart';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { type GraphError, graphErrors } from '../graph-error.ts';
import type { ReceivedFile } from '../media/media-store.ts';
import { allowedMimeTypes, largestUploadBytes, maxBytes, mediaClass } from '../media/mime-limits.ts';
import { answerLater, failLater, type GraphContext } from './graph-context.ts';

interface Upload {
  file: ReceivedFile | null;
  /** MIME type of the file's part. */
  partMime: string;
  truncated: boolean;
  readonly fields: Map<string, string>;
}

/** POST /{phone-number-id}/media: multipart, real bytes. */
export function mediaRoutes(context: GraphContext): FastifyPluginAsync {
  return async (app) => {
    await app.register(multipart, {
      throwFileSizeLimit: false,
      limits: { fileSize: largestUploadBytes, files: 1, fields: 10 },
    });
    app.post<{ Params: { id: string } }>('/:id/media', async (request, reply) => {
      context.load.requests += 1;
      const { id } = request.params;
      if (!context.numberById.has(id)) return failLater(context, reply, graphErrors.unknownNode('POST', id));
      if (!request.isMultipart())
        return failLater(
          context,
          reply,
          graphErrors.parameter('The parameter file is required.', 'Send multipart/form-data.'),
        );
      const upload = await readUpload(request, context);
      const error = uploadError(upload);
      if (error !== null || upload.file === null) {
        if (upload.file !== null) await context.media.discard(upload.file);
        return failLater(context, reply, error ?? graphErrors.parameter('The parameter file is required.'));
      }
      const stored = context.media.keep(upload.file, declaredMime(upload));
      const { index, copies } = context.expectations.arrived(stored.sha256);
      const { sha256, bytes } = stored;
      context.log.emit('media.stored', { id: stored.id, bytes, sha256, index, copies });
      return answerLater(context, reply, 200, JSON.stringify({ id: stored.id }));
    });
  };
}

async function readUpload(request: FastifyRequest, context: GraphContext): Promise<Upload> {
  const upload: Upload = { file: null, partMime: '', truncated: false, fields: new Map() };
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      upload.fields.set(part.fieldname, String(part.value));
    } else if (part.fieldname !== 'file') {
      part.file.resume();
    } else {
      upload.partMime = part.mimetype;
      upload.file = await context.media.receive(part.file).catch((error: Error) => {
        if (!request.raw.destroyed && !part.file.destroyed) context.onFatal(error);
        throw error;
      });
      upload.truncated = part.file.truncated;
    }
  }
  return upload;
}

/** `type` names the MIME type; clients that leave it out rely on the part's own. */
function declaredMime(upload: Upload): string {
  return upload.fields.get('type') ?? upload.partMime;
}

function uploadError(upload: Upload): GraphError | null {
  const product = upload.fields.get('messaging_product');
  if (product === undefined) return graphErrors.parameter('The parameter messaging_product is required.');
  if (product !== 'whatsapp')
    return graphErrors.parameter(`Param messaging_product must be one of {WHATSAPP} - got "${product}".`);
  if (upload.file === null) return graphErrors.parameter('The parameter file is required.');
  const mime = declaredMime(upload);
  const kind = mediaClass(mime);
  if (kind === null)
    return graphErrors.parameter(
      `Param file must be a file with one of the following types: ${allowedMimeTypes.join(', ')}. Received file of type '${mime}'.`,
    );
  if (upload.truncated || upload.file.bytes > maxBytes(kind))
    return graphErrors.media(`The file is larger than ${maxBytes(kind)} bytes, the limit for ${kind}.`);
  if (upload.file.bytes === 0) return graphErrors.media('The file is empty.');
  return null;
}
