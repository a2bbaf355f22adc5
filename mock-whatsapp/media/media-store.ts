import { createHash, randomBytes, randomInt } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, type ReadStream } from 'node:fs';
import { rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sweepStaleFolders, temporaryFolder } from './temporary-folder.ts';

/** A lookup URL is valid for five minutes (media page). */
const urlLifeMs = 5 * 60 * 1000;

export interface StoredFile {
  readonly id: string;
  readonly mime: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Bytes received and on disk, not yet a media object. */
export interface ReceivedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Real bytes in a temporary folder, so that 1,000 uploads do not live in memory. */
export interface MediaStore {
  receive(stream: Readable): Promise<ReceivedFile>;
  discard(file: ReceivedFile): Promise<void>;
  keep(file: ReceivedFile, mime: string): StoredFile;
  get(id: string): StoredFile | null;
  /** Path and query of a fresh download URL. */
  ticket(id: string, wallMs: number): string;
  /** The file of a ticket that is genuine and not expired. */
  redeem(id: string, expiry: string, hash: string, wallMs: number): StoredFile | null;
  read(id: string): ReadStream | null;
  delete(id: string): Promise<boolean>;
  close(): Promise<void>;
}

export function createMediaStore(): MediaStore {
  let folder: string | null = null;
  let received = 0;
  const secret = randomBytes(16).toString('hex');
  const files = new Map<string, StoredFile & { readonly path: string }>();

  function folderPath(): string {
    if (folder !== null) return folder;
    sweepStaleFolders();
    folder = temporaryFolder();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  function ticketHash(id: string, expiry: string): string {
    return createHash('sha256').update(`${secret}:${id}:${expiry}`).digest('base64url');
  }

  return {
    async receive(stream) {
      received += 1;
      const path = join(folderPath(), String(received));
      const hash = createHash('sha256');
      let bytes = 0;
      const meter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk);
          bytes += chunk.length;
          done(null, chunk);
        },
      });
      await pipeline(stream, meter, createWriteStream(path));
      return { path, bytes, sha256: hash.digest('hex') };
    },
    async discard(file) {
      await unlink(file.path).catch(() => {});
    },
    keep({ path, bytes, sha256 }, mime) {
      let id = '';
      do id = `1${String(randomInt(10 ** 12)).padStart(14, '0')}`;
      while (files.has(id));
      const stored = { id, mime, bytes, sha256, path };
      files.set(id, stored);
      return stored;
    },
    get: (id) => files.get(id) ?? null,
    ticket(id, wallMs) {
      const expiry = String(Math.floor((wallMs + urlLifeMs) / 1000));
      return `/whatsapp_business/attachments/?mid=${id}&ext=${expiry}&hash=${ticketHash(id, expiry)}`;
    },
    redeem(id, expiry, hash, wallMs) {
      if (hash !== ticketHash(id, expiry) || Number(expiry) * 1000 < wallMs) return null;
      return files.get(id) ?? null;
    },
    read(id) {
      const file = files.get(id);
      return file === undefined ? null : createReadStream(file.path);
    },
    async delete(id) {
      const file = files.get(id);
      if (file === undefined) return false;
      files.delete(id);
      await unlink(file.path).catch(() => {});
      return true;
    },
    async close() {
      files.clear();
      if (folder !== null) await rm(folder, { recursive: true, force: true });
    },
  };
}
