import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRunState } from '../../../harness/record/run-folder.ts';
import { readSeal, sealRun, writeResult } from '../../../harness/record/seal.ts';
import { phase, runFolder } from '../support/builders.ts';

const events = { run: phase('rush', 0, 1000), mock: [], asks: [] };
const seal = async (dir: string) => readSeal(dir, await readRunState(dir), []);

test('nothing changed; then an edited, a deleted and an added file, and another plan', async () => {
  const dir = await runFolder({ events });
  expect(await seal(dir)).toEqual({ changed: [], result: 'none' });
  await appendFile(join(dir, 'events', 'asks.ndjson.gz'), 'x');
  await rm(join(dir, 'events', 'mock.ndjson.gz'));
  await writeFile(join(dir, 'events', 'host.ndjson.gz'), '');
  await writeFile(join(dir, 'plan.json'), `${await readFile(join(dir, 'plan.json'), 'utf8')} `);
  expect((await seal(dir)).changed).toEqual([
    'events/asks.ndjson.gz',
    'events/host.ndjson.gz',
    'events/mock.ndjson.gz',
    'plan.json',
  ]);
});

test('hashes are those that sha256sum gives, and a file already read is not read again', async () => {
  const dir = await runFolder({ events: { run: [] } });
  await writeFile(join(dir, 'plan.json'), 'abc');
  // FIPS 180-2, appendix B.1.
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect((await sealRun(dir)).plan).toBe(abc);
  const part = { path: 'run.ndjson.gz', sha256: 'read before', bytes: 1, lines: 1 };
  const reading = { parts: [part] } as unknown as Parameters<typeof readSeal>[2][number];
  const changed = (await readSeal(dir, await readRunState(dir), [reading])).changed;
  expect(changed).toContain('events/run.ndjson.gz');
});

test('a run without a seal, and a result without its hash, can’t be told', async () => {
  const dir = await runFolder({ events, unsealed: true });
  expect((await seal(dir)).changed).toBeNull();
  await writeFile(join(dir, 'result.json'), '{}');
  expect((await seal(dir)).result).toBe('unsealed');
});

test('the result as written, and edited', async () => {
  const dir = await runFolder({ events });
  await writeResult(dir, '{"a": 1}\n');
  expect((await seal(dir)).result).toBe('as-written');
  await writeFile(join(dir, 'result.json'), '{"a": 2}\n');
  expect((await seal(dir)).result).toBe('edited');
});
