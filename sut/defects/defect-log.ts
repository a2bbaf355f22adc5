import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { DefectId, DefectLogSettings } from './defects.ts';

/** What a defect did, one call each. */
export type DefectLog = (
  defect: DefectId,
  fields: { readonly copies: number; readonly note?: string; readonly amount?: number },
) => void;

/**
 * `behaviour-sut-<part>-<pid>.ndjson.gz` with the envelope of the run's other event files. Written through, one gzip
 * member a line: what a defect did must be on disk before a SIGKILL can come.
 */
export function openDefectLog(settings: DefectLogSettings | null, part: string): DefectLog {
  if (settings === null) return () => undefined;
  const src = `behaviour-sut-${part}-${process.pid}`;
  const file = join(settings.dir, `${src}.ndjson.gz`);
  let seq = 0;
  const ordinals = new Map<DefectId, number>();
  return (defect, { copies, note, amount }) => {
    const i = ordinals.get(defect) ?? 0;
    ordinals.set(defect, i + 1);
    const line = {
      v: 1,
      kind: 'behaviour.applied',
      run: settings.run,
      src,
      seq,
      mono_ns: Number(process.hrtime.bigint()),
      wall_ms: Date.now(),
      behaviour: defect,
      scenario: null,
      place: 'inside',
      i,
      nonce: null,
      heldUs: 0,
      copies,
      ...(note === undefined ? {} : { note }),
      ...(amount === undefined ? {} : { amount }),
    };
    seq += 1;
    appendFileSync(file, gzipSync(`${JSON.stringify(line)}\n`));
  };
}
