import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Result } from '../../harness/schema/result.ts';
import { startCli } from './support/cli-process.ts';
import { onlyRun, temporaryFolder } from './support/temporary-folder.ts';

/** Asks of the burst are spread over a second: no vendor answers the last of them within 0.9 s. */
const impossible = `version: 1
name: impossible
requirements:
  - id: burst-in-900-ms
    title: { en: Burst, ko: Burst, zh: Burst }
    level: must
    sizes: [smoke]
    metric: rush.burst.last_answer
    checker: census
    comparison: <=
    target: 900
    unit: ms
    source: test
    rationale: missed by every vendor on a quiet machine
    setBy: test
    setAt: 2026-11-22
    needs: { capability: reply }
`;

function hog(): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

async function evaluate(): Promise<{ code: number | null; result: Result; stderr: string }> {
  const out = temporaryFolder();
  const set = join(out, 'impossible.yaml');
  writeFileSync(set, impossible);
  const runs = join(out, 'runs');
  const cli = startCli(['evaluate', 'stub', '--only', 'rush', '--lang', 'en', '--set', set, '--out', runs]);
  const code = await cli.exited;
  const result = JSON.parse(readFileSync(join(onlyRun(runs), 'result.json'), 'utf8')) as Result;
  return { code, result, stderr: cli.stderr() };
}

test('a miss on a quiet machine is a miss; with two CPU hogs a core beside it nobody is blamed', async () => {
  const quiet = await evaluate();
  expect(quiet.code, quiet.stderr).toBe(1);
  expect(quiet.result.requirements[0]?.reading).toBe('does-not-meet');

  const hogs = cpus().flatMap(() => [hog(), hog()]);
  const loaded = await evaluate();
  for (const child of hogs) child.kill('SIGKILL');

  const [line] = loaded.result.requirements;
  const invalid = loaded.result.validity.state === 'invalid';
  expect(line?.value).toBeGreaterThan(900);
  expect(line?.reading).toBe('not-proven');
  expect(invalid || line?.reason.code === 'harness-share' || line?.reason.code === 'misses-with-share').toBe(
    true,
  );
  expect([2, 3]).toContain(loaded.code);
});
