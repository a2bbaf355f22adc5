import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from '../agents/api-error.ts';
import type { GraphRequest, GraphResponse, NodeContext } from '../node/context.ts';
import type { ReceivedFile } from './media-folder.ts';

/** Waits of 0.2, 0.4, 0.8, 1.6 s between attempts (±25 %): an upload through a short outage ends within 30 s. */
const attempts = 5;
const firstWaitMs = 200;
const attemptTimeoutMs = 20_000;
/** Fewer, larger reads than the 64 KB default: 5 MB in 20 instead of 80 trips through the thread pool. */
const readBytes = 262_144;

/** Meta's throttling codes: application, WhatsApp account, throughput of a number. */
const throttleCodes: ReadonlySet<number> = new Set([4, 80007, 130429]);

export interface Forwarding {
  readonly phoneNumberId: string;
  readonly name: string;
  readonly mime: string;
}

type Outcome =
  | { readonly kind: 'stored'; readonly id: string }
  | {
      readonly kind: 'refused' | 'busy';
      readonly status: number;
      readonly code: number;
      readonly text: string;
    };

function field(boundary: string, name: string, value: string): string {
  return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}

/** A multipart body that streams the file; new for every attempt. */
function upload(path: string, file: ReceivedFile, target: Forwarding): GraphRequest {
  const boundary = `sp-${randomUUID()}`;
  const quoted = target.name.replace(/[\r\n"]/g, '_');
  const head = Buffer.from(
    `${field(boundary, 'messaging_product', 'whatsapp')}${field(boundary, 'type', target.mime)}--${boundary}\r\n` +
      `content-disposition: form-data; name="file"; filename="${quoted}"\r\ncontent-type: ${target.mime}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* parts() {
    yield head;
    yield* createReadStream(file.path, { highWaterMark: readBytes });
    yield tail;
  }
  return {
    method: 'POST',
    path,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + file.bytes + tail.length),
    },
    body: Readable.from(parts(), { objectMode: false }),
    timeoutMs: attemptTimeoutMs,
  };
}

function judge(response: GraphResponse): Outcome {
  let body: { id?: unknown; error?: { code?: unknown; message?: unknown; is_transient?: unknown } } | null;
  try {
    body = JSON.parse(response.body);
  } catch {
    body = null;
  }
  if (response.status === 200 && body?.id) return { kind: 'stored', id: String(body.id) };
  const code = Number(body?.error?.code ?? 0);
  const again =
    response.status >= 500 ||
    response.status === 429 ||
    throttleCodes.has(code) ||
    body?.error?.is_transient === true;
  const text = String(body?.error?.message ?? `HTTP ${response.status} without a media id`);
  return { kind: again ? 'busy' : 'refused', status: response.status, code, text };
}

async function attempt(graph: NodeContext['graph'], request: GraphRequest): Promise<Outcome> {
  try {
    return judge(await graph.request(request));
  } catch (error) {
    return {
      kind: 'busy',
      status: 0,
      code: 0,
      text: error instanceof Error ? error.message : String(error),
    };
  }
}

/**
 * Uploads the stored file to the Cloud API; returns its media id. Tries again on a broken transport, 5xx and throttling.
 * Throws 502 with the cause when Meta refuses for good, 503 when it stayed busy.
 */
export async function forwardFile(
  graph: NodeContext['graph'],
  path: string,
  file: ReceivedFile,
  target: Forwarding,
): Promise<string> {
  for (let n = 1; ; n += 1) {
    const outcome = await attempt(graph, upload(path, file, target));
    if (outcome.kind === 'stored') return outcome.id;
    const cause = { cause: { status: outcome.status, code: outcome.code, message: outcome.text } };
    if (outcome.kind === 'refused') {
      throw new ApiError(
        502,
        'SP_SUT_MEDIA_REFUSED',
        `the Cloud API refused the file: ${outcome.text}`,
        cause,
      );
    }
    if (n === attempts) {
      throw new ApiError(
        503,
        'SP_SUT_MEDIA_GRAPH_BUSY',
        `the Cloud API did not take the file: ${outcome.text}`,
        {
          ...cause,
          retryAfterSec: 5,
        },
      );
    }
    await pause(firstWaitMs * 2 ** (n - 1) * (0.75 + Math.random() / 2));
  }
}
