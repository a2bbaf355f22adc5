import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Every line of an event file and of its further parts, read without the harness's own reader. */
export function eventLines<T>(eventsDir: string, file: string): T[] {
  return readdirSync(eventsDir)
    .filter((name) => name.startsWith(file) && name.endsWith('.ndjson.gz'))
    .sort()
    .flatMap((name) =>
      gunzipSync(readFileSync(join(eventsDir, name)))
        .toString()
        .split('\n'),
    )
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
