import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { toBytes } from '../modules/bytes.ts';

export interface HandledSummary {
  readonly stdout: string;
  readonly files: readonly string[];
}

/**
 * Writes what handleSummary returned: `stdout` and `stderr` are printed, every other key is a path (relative ones
 * under `dir`). Rejects when the value is no object of strings or bytes, or a file can't be written.
 */
export async function writeSummaryFiles(returned: unknown, dir: string): Promise<HandledSummary> {
  if (typeof returned !== 'object' || returned === null) {
    throw new Error('handleSummary() must return an object {path: content}');
  }
  let stdout = '';
  const files: string[] = [];
  for (const [target, content] of Object.entries(returned)) {
    const bytes = toBytes(content);
    if (target === 'stdout') stdout = bytes.toString('utf8');
    else if (target === 'stderr') process.stderr.write(bytes);
    else {
      const file = isAbsolute(target) ? target : join(dir, target);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
      files.push(file);
    }
  }
  return { stdout, files };
}
