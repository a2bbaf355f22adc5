import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openEventWriter } from '../../../harness/record/event-writer.ts';
import { openNdjsonFile } from '../../../mock-whatsapp/events/ndjson-file.ts';

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'sp-slow-disk-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** Every write waits until it is let through; tells how many have begun. */
async function gate(): Promise<{
  readonly begun: () => number;
  readonly first: Promise<void>;
  open(): void;
}> {
  const handle = await open('/dev/null');
  const prototype = Object.getPrototypeOf(handle) as { writeFile: FileHandle['writeFile'] };
  await handle.close();
  const { writeFile } = prototype;
  onTestFinished(() => {
    prototype.writeFile = writeFile;
  });
  let begun = 0;
  let release: () => void = () => {};
  let started: () => void = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = new Promise<void>((resolve) => {
    started = resolve;
  });
  prototype.writeFile = async function slow(this: FileHandle, ...args: Parameters<FileHandle['writeFile']>) {
    begun += 1;
    started();
    await released;
    return writeFile.apply(this, args);
  };
  return { begun: () => begun, first, open: release };
}

test.each([
  ['harness', async (dir: string) => openEventWriter({ dir, file: 'x', run: 'r', src: 'x' })],
  [
    'mock',
    async (dir: string) => openNdjsonFile({ dir, file: 'x', run: 'r', src: 'x', onError: () => undefined }),
  ],
])('%s: while one write is slow, all that comes meanwhile is the next one', async (_, create) => {
  const writer = await create(await folder());
  const disk = await gate();
  writer.write('n', { n: 0 });
  const flushes = [writer.flush()];
  await disk.first;
  for (let n = 1; n < 6; n += 1) {
    writer.write('n', { n });
    flushes.push(writer.flush());
  }
  disk.open();
  await Promise.all(flushes);
  expect(disk.begun()).toBe(2);
  await writer.close();
});
