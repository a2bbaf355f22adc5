import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createRunFolder } from '../../../../harness/cli/run-folder/run-folder.ts';
import { StormproofError } from '../../../../harness/schema/errors.ts';
import type { RunState } from '../../../../harness/schema/run-plan.ts';

const out = mkdtempSync(join(tmpdir(), 'stormproof-folder-'));
afterAll(() => rmSync(out, { recursive: true }));

const stateOf = (dir: string) => JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8')) as RunState;

test('a run begins as running and ends once', async () => {
  const folder = await createRunFolder(join(out, 'deep'), 'v', 'smoke');
  expect(stateOf(folder.dir)).toMatchObject({ v: 1, run: folder.run, status: 'running', endedAt: null });
  await folder.end('interrupted', new StormproofError('SP_CLI_INTERRUPTED', 'by hand'));
  await folder.end('complete', null);
  expect(stateOf(folder.dir)).toMatchObject({
    status: 'interrupted',
    error: { id: 'SP_CLI_INTERRUPTED', message: 'by hand' },
  });
});

test('runs of the same second get folders of their own', async () => {
  const folders = await Promise.all([1, 2, 3].map(() => createRunFolder(out, 'same', 'smoke')));
  expect(new Set(folders.map(({ dir }) => dir)).size).toBe(3);
});
