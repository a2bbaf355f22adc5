import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type pg from 'pg';
import { ApiError } from '../agents/api-error.ts';

/** Meta's largest file (documents); images and video have lower limits, which Meta itself enforces. */
export const maxMediaBytes = 100 * 1024 * 1024;

/** Younger files may belong to an upload that is running. */
const orphanAgeMs = 3_600_000;

export interface ReceivedFile {
  readonly id: string;
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Files lie in 256 folders by the first two digits of their id. */
export function mediaPath(dir: string, id: string): string {
  return join(dir, id.slice(0, 2), id);
}

async function copy(source: Readable, handle: FileHandle): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxMediaBytes) {
      throw new ApiError(413, 'SP_SUT_MEDIA_TOO_LARGE', `a file may have ${maxMediaBytes} bytes at most`);
    }
    hash.update(chunk);
    for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten;
  }
  if (bytes === 0) throw new ApiError(400, 'SP_SUT_MEDIA_EMPTY', 'the file has no bytes');
  return { sha256: hash.digest('hex'), bytes };
}

/** Streams to a new file and hashes on the way; memory stays at one chunk. On any failure the file is removed. */
export async function receiveFile(dir: string, source: Readable): Promise<ReceivedFile> {
  const id = randomUUID();
  const path = mediaPath(dir, id);
  await mkdir(join(dir, id.slice(0, 2)), { recursive: true });
  const handle = await open(path, 'wx');
  try {
    return { id, path, ...(await copy(source, handle)) };
  } catch (error) {
    await unlink(path);
    throw error;
  } finally {
    await handle.close();
  }
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Durable policy: the file, then its folder's entry, are fsynced before the row that names them is written. */
export async function makeDurable(dir: string, file: ReceivedFile): Promise<void> {
  await syncPath(file.path);
  await syncPath(join(dir, file.id.slice(0, 2)));
}

/** Removes files that no row names: uploads whose node died. Returns how many. */
export async function removeOrphans(pool: pg.Pool, dir: string, nowMs: number = Date.now()): Promise<number> {
  const shards = await readdir(dir).catch(() => [] as string[]);
  let removed = 0;
  for (const shard of shards) {
    const names = (await readdir(join(dir, shard))).filter((name) => /^[0-9a-f-]{36}$/.test(name));
    const { rows } = await pool.query<{ id: string }>('SELECT id FROM media WHERE id = ANY ($1::uuid[])', [
      names,
    ]);
    const named = new Set(rows.map((row) => row.id));
    for (const name of names.filter((candidate) => !named.has(candidate))) {
      const path = join(dir, shard, name);
      const { mtimeMs } = await stat(path);
      if (nowMs - mtimeMs < orphanAgeMs) continue;
      await unlink(path);
      removed += 1;
    }
  }
  return removed;
}
