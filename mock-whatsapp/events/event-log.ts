import { mkdir } from 'node:fs/promises';
import type { AskLine, Envelope, FileClosed, MockEvent, PushLine } from '../contract/events.ts';
import { type NdjsonFile, openNdjsonFile } from './ndjson-file.ts';

type Fields<E> = Omit<E, keyof Envelope<string>>;
type Emitted = Exclude<MockEvent, FileClosed>;
type EventOf<K extends Emitted['kind']> = Extract<Emitted, { readonly kind: K }>;

/** Where the mock's typed events go. Without a folder nothing is written. */
export interface EventLog {
  emit<K extends Emitted['kind']>(kind: K, fields: Fields<EventOf<K>>, atMs?: number): void;
  ask(fields: Fields<AskLine>): void;
  push(fields: Fields<PushLine>): void;
  /** Every event so far is on disk when it resolves; the logical names of the files. */
  flush(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface EventLogOptions {
  readonly dir: string | null;
  readonly run: string;
  readonly onError: (error: Error) => void;
}

/** Opens `asks`, `mock` and `pushes` in `dir`. Rejects when they can't be created. */
export async function openEventLog(options: EventLogOptions): Promise<EventLog> {
  if (options.dir === null) return silentLog;
  const { dir, run, onError } = options;
  await mkdir(dir, { recursive: true });
  const common = { dir, run, src: 'mock', onError };
  const asks: NdjsonFile = await openNdjsonFile({ ...common, file: 'asks' });
  const mock: NdjsonFile = await openNdjsonFile({ ...common, file: 'mock' });
  const pushes: NdjsonFile = await openNdjsonFile({ ...common, file: 'pushes' });
  return {
    emit: (kind, fields, atMs) => mock.write(kind, fields, atMs),
    ask: (fields) => asks.write('ask', fields),
    push: (fields) => pushes.write('push', fields),
    async flush() {
      await Promise.all([asks.flush(), mock.flush(), pushes.flush()]);
      return ['asks', 'mock', 'pushes'];
    },
    async close() {
      await Promise.all([asks.close(), mock.close(), pushes.close()]);
    },
  };
}

const silentLog: EventLog = {
  emit: () => {},
  ask: () => {},
  push: () => {},
  flush: () => Promise.resolve([]),
  close: () => Promise.resolve(),
};
