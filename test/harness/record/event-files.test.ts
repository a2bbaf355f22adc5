import { mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { type FileReading, listEventFiles, readEvents } from '../../../harness/record/event-reader.ts';
import { openEventWriter } from '../../../harness/record/event-writer.ts';
import type { Envelope } from '../../../mock-whatsapp/contract/events.ts';

type Numbered = Envelope<'n'> & { readonly n: number };

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'sp-events-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

async function readAll(dir: string, file: string): Promise<{ events: Numbered[]; reading: FileReading }> {
  const events: Numbered[] = [];
  const reading = await readEvents<Numbered>(dir, file, (event) => events.push(event));
  return { events, reading };
}

test('what is written is read, in order, with the envelope', async () => {
  const dir = await folder();
  const writer = await openEventWriter({ dir, file: 'engine-1', run: 'r1', src: 'engine-1' });
  for (let n = 0; n < 5; n += 1) writer.write('n', { n }, 1000 + n);
  await writer.close();
  const { events, reading } = await readAll(dir, 'engine-1');
  expect(events.map((event) => event.n)).toEqual([0, 1, 2, 3, 4, undefined]);
  expect(events[3]).toMatchObject({ v: 1, kind: 'n', run: 'r1', src: 'engine-1', seq: 3, mono_ns: 1003 });
  expect(reading).toMatchObject({ lines: 6, complete: true, closed: true, seqGaps: 0, badLines: 0 });
  expect(await listEventFiles(dir)).toEqual(['engine-1']);
});

test('flush leaves a file that any gzip reads, and a killed writer is seen as not closed', async () => {
  const dir = await folder();
  const writer = await openEventWriter({ dir, file: 'run', run: 'r', src: 'run' });
  writer.write('n', { n: 1 });
  await writer.flush();
  writer.write('n', { n: 2 });
  await writer.flush();
  const text = gunzipSync(await readFile(join(dir, 'run.ndjson.gz'))).toString();
  expect(text.split('\n').filter(Boolean)).toHaveLength(2);
  const { reading } = await readAll(dir, 'run');
  expect(reading).toMatchObject({ lines: 2, complete: true, closed: false });
  await writer.close();
});

test('a truncated last member gives the prefix and complete: false', async () => {
  const dir = await folder();
  const writer = await openEventWriter({ dir, file: 'asks', run: 'r', src: 'mock' });
  for (let n = 0; n < 1000; n += 1) writer.write('n', { n });
  await writer.flush();
  for (let n = 1000; n < 2000; n += 1) writer.write('n', { n });
  await writer.close();
  const path = join(dir, 'asks.ndjson.gz');
  await truncate(path, (await readFile(path)).length - 200);
  const { events, reading } = await readAll(dir, 'asks');
  expect(reading).toMatchObject({ complete: false, closed: false, seqGaps: 0 });
  expect(events.length).toBeGreaterThanOrEqual(1000);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index));
});

test('a big file is rotated and read back as one; a missing part is seen', async () => {
  const dir = await folder();
  const writer = await openEventWriter({ dir, file: 'host', run: 'r', src: 'host', partBytes: 1 });
  for (let n = 0; n < 3; n += 1) {
    writer.write('n', { n });
    await writer.flush();
  }
  await writer.close();
  expect((await readdir(dir)).sort()).toEqual([
    'host.1.ndjson.gz',
    'host.2.ndjson.gz',
    'host.3.ndjson.gz',
    'host.ndjson.gz',
  ]);
  const whole = await readAll(dir, 'host');
  expect(whole.events.map((event) => event.seq)).toEqual([0, 1, 2, 3]);
  expect(whole.reading).toMatchObject({ complete: true, closed: true, seqGaps: 0 });
  await writeFile(join(dir, 'host.1.ndjson.gz'), '');
  const holed = await readAll(dir, 'host');
  expect(holed.reading.seqGaps).toBe(1);
  expect(holed.reading.closed).toBe(false);
});

test('a lost line is a gap of one; a line that is no JSON is counted', async () => {
  const dir = await folder();
  const line = (seq: number) => JSON.stringify({ v: 1, kind: 'n', seq });
  await writeFile(join(dir, 'mock.ndjson.gz'), gzipSync(`${line(0)}\n${line(2)}\n{half\n`));
  const { reading } = await readAll(dir, 'mock');
  expect(reading).toMatchObject({ lines: 2, seqGaps: 1, badLines: 1, closed: false, complete: true });
});

test('a full disk surfaces as SP_RECORD_IO through flush, close and onError', async () => {
  const errors: string[] = [];
  // /dev/full answers every write with ENOSPC.
  const dir = await folder();
  await symlink('/dev/full', join(dir, 'faults.ndjson.gz'));
  const writer = await openEventWriter({
    dir,
    file: 'faults',
    run: 'r',
    src: 'faults',
    onError: (error) => errors.push(error.id),
  });
  writer.write('n', { n: 1 });
  await expect(writer.flush()).rejects.toMatchObject({ id: 'SP_RECORD_IO', exitCode: 74 });
  await expect(writer.close()).rejects.toMatchObject({ id: 'SP_RECORD_IO' });
  expect(errors).toEqual(['SP_RECORD_IO']);
});

test('a folder that does not exist is SP_RECORD_IO at once', async () => {
  await expect(
    openEventWriter({ dir: '/nonexistent/events', file: 'run', run: 'r', src: 'run' }),
  ).rejects.toMatchObject({ id: 'SP_RECORD_IO' });
});
