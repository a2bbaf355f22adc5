import { randomBytes } from 'node:crypto';
import { toBytes } from '../modules/bytes.ts';

/** http.file(): one part of a multipart body. */
export class FileData {
  readonly data: unknown;
  readonly filename: string;
  readonly content_type: string;

  constructor(data: unknown, filename?: string, contentType?: string) {
    this.data = data;
    this.filename = filename ?? String(process.hrtime.bigint());
    this.content_type = contentType ?? 'application/octet-stream';
  }
}

export interface EncodedBody {
  readonly body: string | Buffer | null;
  /** Content-Type that goes with it, unless the script sets one. */
  readonly contentType: string | null;
}

function quoted(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}

function multipart(fields: Readonly<Record<string, unknown>>): EncodedBody {
  const boundary = randomBytes(30).toString('hex');
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`;
    if (value instanceof FileData) {
      const file = `; filename="${quoted(value.filename)}"\r\nContent-Type: ${value.content_type}\r\n\r\n`;
      parts.push(Buffer.from(head + file), toBytes(value.data), Buffer.from('\r\n'));
    } else parts.push(Buffer.from(`${head}\r\n\r\n${String(value)}\r\n`));
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { body: Buffer.concat(parts), contentType: `multipart/form-data; boundary=${boundary}` };
}

/** A request body as k6 encodes it: string and bytes as they are, an object as a form, with a file as multipart. */
export function encodeBody(body: unknown): EncodedBody {
  if (body === null || body === undefined) return { body: null, contentType: null };
  if (typeof body === 'string') return { body, contentType: null };
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body))
    return { body: toBytes(body), contentType: null };
  if (typeof body !== 'object') throw new Error(`unknown request body type ${typeof body}`);
  const fields = body as Record<string, unknown>;
  if (Object.values(fields).some((value) => value instanceof FileData)) return multipart(fields);
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const entry of Array.isArray(value) ? value : [value]) form.append(name, String(entry));
  }
  return { body: form.toString(), contentType: 'application/x-www-form-urlencoded' };
}
