import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Envelope, FileClosed, RecorderFacts } from '../../mock-whatsapp/contract/events.ts';
import { clockFold } from './clock-fold.ts';
import { parsePartName, partName } from './part-name.ts';

export interface PartReading {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly lines: number;
}

/** What reading one logical event file told about the recorder itself. */
export interface FileReading {
  readonly file: string;
  readonly parts: readonly PartReading[];
  readonly lines: number;
  /** False when a gzip member is cut off or damaged, a part is missing, or the last line is half a line. */
  readonly complete: boolean;
  /** Lines missing by `seq` (lost) or out of turn. */
  readonly seqGaps: number;
  /** Lines that are no JSON object. */
  readonly badLines: number;
  /** `file.closed` was the last line, and its count agrees. */
  readonly closed: boolean;
  /** How well the emitter kept up, as it said when it closed the file; null when it did not. */
  readonly recorder: RecorderFacts | null;
  /** Largest lasting change between the emitter's wall clock and its monotonic clock, ms; null with too few samples. */
  readonly clockStepMs: number | null;
}

/** Logical event files of a folder, sorted; empty when the folder does not exist. */
export async function listEventFiles(dir: string): Promise<readonly string[]> {
  let names: string[];
  try {
    names = await readdir(dir);
  } catch {
    return [];
  }
  const files = new Set<string>();
  for (const name of names) {
    const parsed = parsePartName(name);
    if (parsed !== null) files.add(parsed.file);
  }
  return [...files].sort();
}

/** Reads one line between two offsets; null leaves it to JSON.parse. May hand out the same object each time. */
export type FastParser<E> = (bytes: Uint8Array, start: number, end: number) => E | null;

/**
 * Streams a logical event file, rotated parts in order, through `onEvent`. A truncated file gives its readable
 * prefix and `complete: false`; it never throws for damage. With a `fast` parser an event is only good until
 * `onEvent` returns.
 */
export async function readEvents<E extends Envelope<string>>(
  dir: string,
  file: string,
  onEvent: (event: E) => void,
  fast?: FastParser<E>,
): Promise<FileReading> {
  const names = new Set(await readdir(dir).catch(() => []));
  const state: LineState = {
    expectedSeq: 0,
    seqGaps: 0,
    badLines: 0,
    lines: 0,
    closed: null,
    clock: clockFold(),
  };
  const parts: PartReading[] = [];
  let complete = names.has(partName(file, 0));
  function takeLine(bytes: Buffer, start: number, end: number): void {
    const event = fast?.(bytes, start, end) ?? parseLine<E>(bytes.toString('utf8', start, end));
    if (event === null) state.badLines += 1;
    else {
      countLine(event, state);
      onEvent(event);
    }
  }
  for (let part = 0; names.has(partName(file, part)); part += 1) {
    const name = partName(file, part);
    const before = state.lines;
    const read = await readPart(join(dir, name), takeLine);
    if (!read.complete) complete = false;
    parts.push({ path: name, sha256: read.sha256, bytes: read.bytes, lines: state.lines - before });
    names.delete(name);
  }
  // A higher part without its predecessor: something was deleted.
  for (const name of names) if (parsePartName(name)?.file === file) complete = false;
  return {
    file,
    parts,
    lines: state.lines,
    complete,
    seqGaps: state.seqGaps,
    badLines: state.badLines,
    closed: state.closed !== null && state.closed.lines === state.lines,
    recorder: state.closed?.recorder ?? null,
    clockStepMs: state.clock.stepMs,
  };
}

interface LineState {
  expectedSeq: number;
  seqGaps: number;
  badLines: number;
  lines: number;
  closed: FileClosed | null;
  readonly clock: ReturnType<typeof clockFold>;
}

function parseLine<E extends Envelope<string>>(line: string): E | null {
  try {
    const event = JSON.parse(line) as E | null;
    return event !== null && typeof event === 'object' && typeof event.kind === 'string' ? event : null;
  } catch {
    return null;
  }
}

/** Counts a line and its gap in `seq`. */
function countLine(event: Envelope<string>, state: LineState): void {
  state.lines += 1;
  if (event.seq !== state.expectedSeq) state.seqGaps += Math.max(1, event.seq - state.expectedSeq);
  state.expectedSeq = event.seq + 1;
  if (event.kind === 'file.closed') state.closed = event as unknown as FileClosed;
  else state.clock.add(event);
}

const newline = 0x0a;

async function readPart(
  path: string,
  onLine: (bytes: Buffer, start: number, end: number) => void,
): Promise<{ readonly sha256: string; readonly bytes: number; readonly complete: boolean }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let rest: Buffer = Buffer.alloc(0);
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  function takeChunk(chunk: Buffer): void {
    const whole = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = whole.indexOf(newline, from); end !== -1; end = whole.indexOf(newline, from)) {
      if (end > from) onLine(whole, from, end);
      from = end + 1;
    }
    rest = whole.subarray(from);
  }
  let complete = true;
  try {
    await pipeline(
      createReadStream(path, { highWaterMark: 256 * 1024 }),
      meter,
      createGunzip({ chunkSize: 256 * 1024 }),
      async (source: AsyncIterable<Buffer>) => {
        for await (const chunk of source) takeChunk(chunk);
      },
    );
  } catch (error) {
    if (!isDamage(error)) throw error;
    complete = false;
  }
  return { sha256: hash.digest('hex'), bytes, complete: complete && rest.length === 0 };
}

/** zlib's own codes: cut off (Z_BUF_ERROR) or damaged (Z_DATA_ERROR). Anything else is a real I/O error. */
function isDamage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
