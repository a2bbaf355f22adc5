import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type pg from 'pg';
import { ApiError } from '../agents/api-error.ts';

/** Meta's largest file (documents); images and video have lower limits, which Meta itself enforces. */
export const maxMediaBytes = 100 * 1024 * 1024;

/** One trip through the thread pool per 256 KB instead of one per chunk of the socket. */
const writeBytes = 262_144;

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

async function write(handle: FileHandle, chunks: readonly Buffer[]): Promise<void> {
  const { bytesWritten } = await handle.writev(chunks);
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  if (bytesWritten !== bytes) throw new Error(`short write: ${bytesWritten} of ${bytes} bytes`);
}

async function copy(source: Readable, handle: FileHandle): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let gathered: Buffer[] = [];
  let gatheredBytes = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxMediaBytes) {
      throw new ApiError(413, 'SP_SUT_MEDIA_TOO_LARGE', `a file may have ${maxMediaBytes} bytes at most`);
    }
    hash.update(chunk);
    gathered.push(chunk);
    gatheredBytes += chunk.length;
    if (gatheredBytes < writeBytes) continue;
    await write(handle, gathered);
    gathered = [];
    gatheredBytes = 0;
  }
  if (bytes === 0) throw new ApiError(400, 'SP_SUT_MEDIA_EMPTY', 'the file has no bytes');
  if (gatheredBytes > 0) await write(handle, gathered);
  return { sha256: hash.digest('hex'), bytes };
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Streams to a new file and hashes on the way; memory stays at one write. The file and its folder's entry are fsynced
 * before it returns, so a row that names the file never outlives it. On any failure the file is removed.
 */
export async function receiveFile(dir: string, source: Readable): Promise<ReceivedFile> {
  const id = randomUUID();
  const path = mediaPath(dir, id);
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, 'wx');
  try {
    const content = await copy(source, handle);
    await handle.sync();
    await syncFolder(dirname(path));
    return { id, path, ...content };
  } catch (error) {
    await unlink(path);
    throw error;
  } finally {
    await handle.close();
  }
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
