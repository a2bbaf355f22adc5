import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { StormproofError } from '../schema/errors.ts';
import { partName } from './part-name.ts';
import { createWriteMeter } from './write-meter.ts';

const compress = promisify(gzip);

/** A batch is compressed when it is this big … */
const batchBytes = 256 * 1024;
/** … or this old: a SIGKILL loses at most one second of events. */
const batchMs = 1000;
/** Compressed bytes of one part. 8 h of one-second samples stay in one; 64 MiB opens in any tool. */
const defaultPartBytes = 64 * 1024 * 1024;

export interface EventWriterOptions {
  readonly dir: string;
  /** Logical name without extension, e.g. `engine-1`. */
  readonly file: string;
  readonly run: string;
  readonly src: string;
  /** Size at which the next part begins, compressed bytes. */
  readonly partBytes?: number;
  /** Called once, with the first failure (disk full, folder gone). Later events are dropped. */
  readonly onError?: (error: StormproofError) => void;
}

export interface EventWriter {
  /** Appends one event. Never blocks, never throws. `monoNs` (CLOCK_MONOTONIC): when it happened, default now. */
  write(kind: string, fields: object, monoNs?: number): void;
  /** Resolves when every event so far is on disk. Rejects with SP_RECORD_IO. */
  flush(): Promise<void>;
  /** Writes `file.closed` and closes. Idempotent. Rejects with SP_RECORD_IO. */
  close(): Promise<void>;
}

/**
 * Opens `<dir>/<file>.ndjson.gz` for one emitter. Every batch is a gzip member of its own, so the file is a
 * readable gzip after each write; `seq` runs on over parts.
 * @throws StormproofError SP_RECORD_IO when the file can't be created.
 */
export async function openEventWriter(options: EventWriterOptions): Promise<EventWriter> {
  const partBytes = options.partBytes ?? defaultPartBytes;
  let part = 0;
  let written = 0;
  let seq = 0;
  let pending: string[] = [];
  let pendingLength = 0;
  let failure: StormproofError | null = null;
  let closing: Promise<void> | null = null;
  let pumping: Promise<void> = Promise.resolve();
  /** A turn that has not begun takes everything pending: a disk slower than the period must not pile up turns. */
  let queued: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  /** When the oldest pending line was appended. */
  let oldestMs = 0;
  const meter = createWriteMeter(() => performance.now());
  let handle: FileHandle;
  try {
    handle = await openPart(options, part);
  } catch (cause) {
    throw ioError(options, cause);
  }

  function fail(cause: unknown): void {
    if (failure !== null) return;
    failure = ioError(options, cause);
    pending = [];
    pendingLength = 0;
    options.onError?.(failure);
  }

  async function writeBatch(): Promise<void> {
    if (failure !== null || pending.length === 0) return;
    const lines = pending.join('');
    const sinceMs = oldestMs;
    const waitingBytes = pendingLength;
    pending = [];
    pendingLength = 0;
    try {
      if (written >= partBytes) {
        await handle.close();
        part += 1;
        handle = await openPart(options, part);
        written = 0;
      }
      // Level 1: the harness shares the cores with the vendor.
      const member = await compress(lines, { level: constants.Z_BEST_SPEED });
      const startMs = performance.now();
      await handle.writeFile(member);
      const endMs = performance.now();
      meter.wrote({ lagMs: endMs - sinceMs, writeMs: endMs - startMs, waitingBytes });
      written += member.length;
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

  function append(kind: string, fields: object, monoNs: number): void {
    const { run, src } = options;
    const line = `${JSON.stringify({ v: 1, kind, run, src, seq, mono_ns: monoNs, wall_ms: Date.now(), ...fields })}\n`;
    seq += 1;
    if (pending.length === 0) oldestMs = performance.now();
    pending.push(line);
    pendingLength += line.length;
  }

  function write(kind: string, fields: object, monoNs = Number(process.hrtime.bigint())): void {
    if (failure !== null || closing !== null) return;
    append(kind, fields, monoNs);
    if (pendingLength >= batchBytes) void pump();
    else if (timer === null) {
      timer = setTimeout(() => void pump(), batchMs);
      timer.unref();
    }
  }

  async function flush(): Promise<void> {
    await pump();
    if (failure !== null) throw failure;
  }

  async function finish(): Promise<void> {
    // What is pending first, so that its wait is in the facts.
    await pump();
    append('file.closed', { lines: seq + 1, recorder: meter.facts() }, Number(process.hrtime.bigint()));
    await pump();
    try {
      await handle.close();
    } catch (cause) {
      fail(cause);
    }
    if (failure !== null) throw failure;
  }

  function close(): Promise<void> {
    closing ??= finish();
    return closing;
  }

  return { write, flush, close };
}

function openPart(options: EventWriterOptions, part: number): Promise<FileHandle> {
  return open(join(options.dir, partName(options.file, part)), 'w');
}

function ioError(options: EventWriterOptions, cause: unknown): StormproofError {
  const text = cause instanceof Error ? cause.message : String(cause);
  return new StormproofError('SP_RECORD_IO', `cannot write events/${options.file}: ${text}`, [], cause);
}
