import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type pg from 'pg';

/** What node-postgres' connection offers for COPY; its types leave it out. */
interface CopyConnection {
  readonly stream: Writable;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** Bytes handed to the socket at once. */
const chunkBytes = 262_144;

/**
 * Runs `COPY … FROM STDIN` (text format) with lines made as they are needed; each ends with \n. Resolves with the number of
 * rows; rejects with the server's error, or with that of `lines`.
 */
export function copyIn(client: pg.ClientBase, sql: string, lines: Iterable<string>): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0;
    let failure: Error | null = null;
    // The client drives this object through the protocol as it does its own queries.
    const submitted = {
      callback: () => undefined,
      submit: (connection: CopyConnection) => connection.query(sql),
      handleCopyInResponse: (connection: CopyConnection) => {
        send(connection, lines).then(
          () => connection.endCopyFrom(),
          (error: Error) => {
            failure = error;
            connection.sendCopyFail(error.message);
          },
        );
      },
      handleCommandComplete: (message: { readonly text: string }) => {
        rows = Number(message.text.split(' ').at(-1));
      },
      handleError: (error: Error) => reject(failure ?? error),
      handleReadyForQuery: () => resolve(rows),
    };
    client.query(submitted as unknown as pg.Submittable);
  });
}

async function send(connection: CopyConnection, lines: Iterable<string>): Promise<void> {
  let batch: string[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    connection.sendCopyFromChunk(Buffer.from(batch.join('')));
    batch = [];
    length = 0;
    if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
  };
  for (const line of lines) {
    batch.push(line);
    length += line.length;
    if (length >= chunkBytes) await flush();
  }
  if (batch.length > 0) await flush();
}

/** A value in COPY's text format; null is \N. */
export function copyValue(value: string | number | null): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  return value.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? character);
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
