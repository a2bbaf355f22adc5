import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Envelope, FileClosed } from '../../../mock-whatsapp/contract/events.ts';
import { openNdjsonFile } from '../../../mock-whatsapp/events/ndjson-file.ts';
import { readLines } from '../support/event-lines.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sp-ndjson-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const options = () => ({
  dir,
  file: 'mock',
  run: 'r"1',
  src: 'mock',
  onError: (error: Error) => {
    throw error;
  },
});

test('envelope, order and the closing line', async () => {
  const file = await openNdjsonFile(options());
  const before = Number(process.hrtime.bigint());
  for (let i = 0; i < 1000; i += 1) file.write('tick', { i, text: '한글 🙂' });
  file.write('bare', {});
  await file.close();
  await file.close();
  file.write('tick', { i: -1, text: '' });
  const lines = readLines<Envelope<string> & { i?: number }>(dir, 'mock');
  expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, seq) => seq));
  expect(lines[7]).toMatchObject({ v: 1, kind: 'tick', run: 'r"1', src: 'mock', i: 7, text: '한글 🙂' });
  expect(lines[7]?.mono_ns).toBeGreaterThanOrEqual(before - 1e6);
  expect(lines[7]?.mono_ns).toBeLessThanOrEqual(Number(process.hrtime.bigint()));
  expect(lines.at(-1)).toMatchObject({ kind: 'file.closed', lines: 1002 } satisfies Partial<FileClosed>);
  expect(lines).toHaveLength(1002);
});

test('after a flush the file is readable as it is, as after a SIGKILL', async () => {
  const file = await openNdjsonFile(options());
  file.write('tick', { i: 1 });
  await file.flush();
  file.write('tick', { i: 2 });
  const text = gunzipSync(readFileSync(join(dir, 'mock.ndjson.gz'))).toString();
  expect(text.trimEnd().split('\n')).toHaveLength(1);
  await file.close();
});

test('rotation: parts in order, seq runs on', async () => {
  const file = await openNdjsonFile({ ...options(), partBytes: 100 });
  for (let part = 0; part < 4; part += 1) {
    for (let i = 0; i < 20; i += 1) file.write('tick', { random: Math.random() });
    await file.flush();
  }
  await file.close();
  expect(readdirSync(dir).sort()).toEqual([
    'mock.1.ndjson.gz',
    'mock.2.ndjson.gz',
    'mock.3.ndjson.gz',
    'mock.4.ndjson.gz',
    'mock.ndjson.gz',
  ]);
  const lines = readLines<Envelope<string>>(dir, 'mock');
  expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 81 }, (_, seq) => seq));
});

test('a full disk is told once', async () => {
  symlinkSync('/dev/full', join(dir, 'mock.ndjson.gz'));
  const errors: string[] = [];
  const file = await openNdjsonFile({ ...options(), onError: (error) => errors.push(error.message) });
  file.write('tick', { i: 1 });
  await file.flush();
  file.write('tick', { i: 2 });
  await file.close();
  expect(errors).toEqual([expect.stringMatching(/cannot write .*mock\.ndjson\.gz: ENOSPC/)]);
});
