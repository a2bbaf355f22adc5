import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { HistoryRequest } from '../contract/history.ts';
import type { VendorContext } from '../contract/lifecycle.ts';

/**
 * Pipes the kit's history into the SCRM's own import tool: two processes joined by the system's pipe, so that millions of
 * messages are no load on the harness. Rejects with the tool's own words; both are ended when `signal` is aborted.
 */
export async function importHistory(
  packageRoot: string,
  { dataDir, phoneNumberIds }: VendorContext,
  { seed, from, to }: HistoryRequest,
  signal: AbortSignal,
): Promise<void> {
  const writer = spawn(
    process.execPath,
    [
      join(packageRoot, 'dist/vendors/kit/history/write-main.js'),
      ...['--seed', String(seed), '--from', String(from), '--to', String(to)],
      ...['--numbers', phoneNumberIds.join(',')],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], signal },
  );
  const reader = spawn(
    process.execPath,
    [join(packageRoot, 'dist/sut/history/main.js'), '--database-url-file', join(dataDir, 'database-url')],
    { stdio: [writer.stdout, 'ignore', 'pipe'], signal },
  );
  // This process keeps no end of the pipe: the reader must see the writer's end, and the writer the reader's.
  writer.stdout.destroy();
  await Promise.all([ended(writer, 'the writer of the history'), ended(reader, 'the import of the history')]);
}

function ended(child: ChildProcess, what: string): Promise<void> {
  const words: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => words.push(text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${what} ended with ${signal ?? `code ${code}`}: ${words.join('').trim()}`));
    });
  });
}
