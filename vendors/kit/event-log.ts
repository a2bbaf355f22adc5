import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);
/** A SIGKILL loses at most this much. */
const flushMs = 1000;

export interface EventLog {
  /** Appends one event; `monoNs` (CLOCK_MONOTONIC) = when it happened. */
  write(kind: string, fields: object, monoNs: bigint): void;
  /** Writes `file.closed` and closes. Idempotent. */
  close(): Promise<void>;
}

/**
 * `<dir>/<file>.ndjson.gz` with the envelope of the run's other event files, for processes on the vendor's side,
 * which may not import the harness. Each flush is a gzip member of its own, so the file can always be read.
 * A failed write ends the process: a behaviour whose log is incomplete proves nothing.
 */
export async function openEventLog(options: {
  readonly dir: string;
  readonly file: string;
  readonly run: string;
}): Promise<EventLog> {
  const handle = await open(join(options.dir, `${options.file}.ndjson.gz`), 'w');
  let seq = 0;
  let pending: string[] = [];
  let writing: Promise<void> = Promise.resolve();
  let closing: Promise<void> | null = null;

  function write(kind: string, fields: object, monoNs: bigint): void {
    const envelope = { v: 1, kind, run: options.run, src: options.file, seq, mono_ns: Number(monoNs) };
    pending.push(`${JSON.stringify({ ...envelope, wall_ms: Date.now(), ...fields })}\n`);
    seq += 1;
  }

  function flush(): Promise<void> {
    const lines = pending;
    pending = [];
    if (lines.length > 0) writing = writing.then(() => append(handle, lines));
    return writing;
  }

  async function finish(): Promise<void> {
    clearInterval(timer);
    write('file.closed', { lines: seq + 1 }, process.hrtime.bigint());
    await flush();
    await handle.close();
  }

  const timer = setInterval(() => void flush(), flushMs);
  timer.unref();
  return {
    write,
    close: () => {
      closing ??= finish();
      return closing;
    },
  };
}

async function append(handle: FileHandle, lines: readonly string[]): Promise<void> {
  await handle.writeFile(await compress(lines.join('')));
}
