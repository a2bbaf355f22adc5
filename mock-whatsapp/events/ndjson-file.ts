import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { monoNs, nowMs } from '../lib/clock.ts';
import { createWriteMeter } from './write-meter.ts';

const compress = promisify(gzip);

/** Bytes of lines compressed at once. */
const batchBytes = 256 * 1024;
/** Age at which a batch is written whatever its size: a SIGKILL loses at most this much. */
const batchMs = 1000;
/** Compressed size of one part; 8 h at 1,000 asks/s fill some 15. */
const defaultPartBytes = 64 * 1024 * 1024;

export interface NdjsonFileOptions {
  readonly dir: string;
  /** Logical name, e.g. `asks`: parts are `asks.ndjson.gz`, `asks.1.ndjson.gz` … */
  readonly file: string;
  readonly run: string;
  readonly src: string;
  readonly partBytes?: number;
  /** Called once, at the first failed write. Later lines are dropped. */
  readonly onError: (error: Error) => void;
}

export interface NdjsonFile {
  /** Appends one line. Never blocks, never throws. `atMs` = `nowMs()` of the event. */
  write(kind: string, fields: object, atMs?: number): void;
  /** Resolves when all lines so far are on disk. */
  flush(): Promise<void>;
  /** Writes `file.closed` and closes. Idempotent. */
  close(): Promise<void>;
}

/**
 * One emitter's event file. Each batch is a gzip member of its own, so the file is readable after every
 * write. `seq` runs on over parts. Rejects when the first part can't be created.
 */
export async function openNdjsonFile(options: NdjsonFileOptions): Promise<NdjsonFile> {
  const partBytes = options.partBytes ?? defaultPartBytes;
  const head = `{"v":1,"run":${JSON.stringify(options.run)},"src":${JSON.stringify(options.src)},"kind":`;
  let part = 0;
  let handle = await openPart(options, part);
  let partLength = 0;
  let seq = 0;
  let pending: string[] = [];
  let pendingLength = 0;
  let failed = false;
  let closing: Promise<void> | null = null;
  let pumping: Promise<void> = Promise.resolve();
  /** A turn that has not begun takes everything pending: a disk slower than the period must not pile up turns. */
  let queued: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  /** When the oldest pending line was appended. */
  let oldestMs = 0;
  const meter = createWriteMeter(nowMs);

  function fail(cause: unknown): void {
    if (failed) return;
    failed = true;
    pending = [];
    const text = cause instanceof Error ? cause.message : String(cause);
    options.onError(
      new Error(`cannot write ${join(options.dir, options.file)}.ndjson.gz: ${text}`, { cause }),
    );
  }

  async function writeBatch(): Promise<void> {
    if (failed || pending.length === 0) return;
    const lines = pending.join('');
    const sinceMs = oldestMs;
    const waitingBytes = pendingLength;
    pending = [];
    pendingLength = 0;
    try {
      if (partLength >= partBytes) {
        await handle.close();
        part += 1;
        handle = await openPart(options, part);
        partLength = 0;
      }
      const member = await compress(lines, { level: constants.Z_BEST_SPEED });
      const startMs = nowMs();
      await handle.writeFile(member);
      const endMs = nowMs();
      meter.wrote({ lagMs: endMs - sinceMs, writeMs: endMs - startMs, waitingBytes });
      partLength += member.length;
    } catch (cause) {
      fail(cause);
    }
  }

  function pump(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    queued ??= pumping.then(() => {
      queued = null;
      return writeBatch();
    });
    pumping = queued;
    return queued;
  }

  function append(kind: string, fields: object, atMs?: number): void {
    const body = JSON.stringify(fields);
    const tail = body === '{}' ? '}' : `,${body.slice(1)}`;
    const line = `${head}"${kind}","seq":${seq},"mono_ns":${monoNs(atMs)},"wall_ms":${Date.now()}${tail}\n`;
    seq += 1;
    if (pending.length === 0) oldestMs = nowMs();
    pending.push(line);
    pendingLength += line.length;
  }

  async function finish(): Promise<void> {
    // What is pending first, so that its wait is in the facts.
    await pump();
    append('file.closed', { lines: seq + 1, recorder: meter.facts() });
    await pump();
    await handle.close().catch(fail);
  }

  return {
    write(kind, fields, atMs) {
      if (failed || closing !== null) return;
      append(kind, fields, atMs);
      if (pendingLength >= batchBytes) void pump();
      else timer ??= setTimeout(pump, batchMs).unref();
    },
    flush: pump,
    close() {
      closing ??= finish();
      return closing;
    },
  };
}

function openPart(options: NdjsonFileOptions, part: number): Promise<FileHandle> {
  const name = part === 0 ? `${options.file}.ndjson.gz` : `${options.file}.${part}.ndjson.gz`;
  return open(join(options.dir, name), 'w');
}
