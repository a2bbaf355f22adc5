import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { DefectId, DefectLogSettings } from './defects.ts';

/** One thing a defect did. */
export interface DefectDid {
  readonly defect: DefectId;
  readonly copies: number;
  readonly note?: string;
  readonly amount?: number;
}

/** Called with everything a defect does. In a node it tells the supervisor, which a SIGKILL of the node does not reach. */
export type TellDefect = (did: DefectDid) => void;

export interface DefectLog {
  readonly tell: TellDefect;
  /** Writes `file.closed`. Idempotent. */
  close(): void;
}

const flushMs = 500;

/**
 * `behaviour-sut.ndjson.gz` with the envelope of the run's other event files, written by the supervisor alone. Each
 * flush is a gzip member of its own.
 */
export function openDefectLog(settings: DefectLogSettings | null): DefectLog {
  if (settings === null) return { tell: () => undefined, close: () => undefined };
  const { dir, run } = settings;
  const src = 'behaviour-sut';
  const file = join(dir, `${src}.ndjson.gz`);
  const ordinals = new Map<DefectId, number>();
  let seq = 0;
  let pending: string[] = [];
  let closed = false;

  function write(kind: string, fields: object): void {
    const envelope = { v: 1, kind, run, src, seq, mono_ns: Number(process.hrtime.bigint()) };
    pending.push(`${JSON.stringify({ ...envelope, wall_ms: Date.now(), ...fields })}\n`);
    seq += 1;
  }

  function flush(): void {
    if (pending.length > 0) appendFileSync(file, gzipSync(pending.join('')));
    pending = [];
  }

  const timer = setInterval(flush, flushMs);
  timer.unref();
  return {
    tell: ({ defect, ...did }) => {
      const i = ordinals.get(defect) ?? 0;
      ordinals.set(defect, i + 1);
      const fields = { behaviour: defect, scenario: null, place: 'inside', i, nonce: null, heldUs: 0 };
      write('behaviour.applied', { ...fields, ...did });
    },
    close: () => {
      if (closed) return;
      closed = true;
      clearInterval(timer);
      write('file.closed', { lines: seq + 1 });
      flush();
    },
  };
}
