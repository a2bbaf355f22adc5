import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Lines kept in memory, to be quoted when a start fails. */
const quotedLines = 15;

export interface VendorLog {
  write(line: string): void;
  tail(): readonly string[];
  close(): Promise<void>;
}

/**
 * Appends lines with a time to `file` (its folder is made). A disk that is full loses log lines only: the event files
 * report it, the run does not fail over a log.
 */
export function openVendorLog(file: string): VendorLog {
  mkdirSync(dirname(file), { recursive: true });
  const lines: string[] = [];
  const stream = createWriteStream(file, { flags: 'a' });
  stream.on('error', () => undefined);
  return {
    write: (line) => {
      lines.push(line);
      if (lines.length > quotedLines) lines.shift();
      if (stream.writable) stream.write(`${new Date().toISOString()} ${line}\n`);
    },
    tail: () => [...lines],
    close: () =>
      new Promise((resolve) => {
        if (!stream.writable) return resolve();
        stream.once('error', () => resolve());
        stream.end(resolve);
      }),
  };
}
