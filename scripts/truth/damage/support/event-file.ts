import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Rewrites one event file of a run folder line by line; a line for which `change` gives null is left out. */
export function rewriteEvents(
  dir: string,
  file: string,
  change: (event: Record<string, unknown>, index: number) => Record<string, unknown> | null,
): void {
  const path = join(dir, 'events', `${file}.ndjson.gz`);
  const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
  const changed = lines
    .map((line, index) => change(JSON.parse(line) as Record<string, unknown>, index))
    .filter((event) => event !== null)
    .map((event) => `${JSON.stringify(event)}\n`);
  writeFileSync(path, gzipSync(changed.join('')));
}
