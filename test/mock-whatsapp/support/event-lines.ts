import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { AskLine, Envelope, MockEvent } from '../../../mock-whatsapp/contract/events.ts';

/** Lines of one logical file, all parts. Fails on a damaged one. */
export function readLines<E extends Envelope<string>>(dir: string, file: string): readonly E[] {
  const part = (name: string): number => Number(/\.(\d+)\.ndjson/.exec(name)?.[1] ?? 0);
  return readdirSync(dir)
    .filter((name) => name === `${file}.ndjson.gz` || name.startsWith(`${file}.`))
    .sort((a, b) => part(a) - part(b))
    .flatMap((name) =>
      gunzipSync(readFileSync(join(dir, name)))
        .toString()
        .trimEnd()
        .split('\n'),
    )
    .map((line) => JSON.parse(line) as E);
}

export function askLines(dir: string): readonly AskLine[] {
  return readLines<AskLine>(dir, 'asks').filter(({ kind }) => kind === 'ask');
}

export function mockEvents<K extends MockEvent['kind']>(
  dir: string,
  kind: K,
): readonly Extract<MockEvent, { kind: K }>[] {
  return readLines<MockEvent>(dir, 'mock').filter(
    (event): event is Extract<MockEvent, { kind: K }> => event.kind === kind,
  );
}
