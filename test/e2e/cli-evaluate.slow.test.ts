import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Result } from '../../harness/schema/result.ts';
import { startCli } from './support/cli-process.ts';
import { onlyRun, temporaryFolder } from './support/temporary-folder.ts';

function filesBelow(dir: string): readonly string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(dir, entry.name)) : [join(dir, entry.name)],
  );
}

function textOf(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

test('a run folder holds no phone number, no code, no secret; check and report do it again alike', async () => {
  const out = temporaryFolder();
  const cli = startCli(['evaluate', '--seed', '7', '--out', out, '--json']);
  const code = await cli.exited;
  expect(cli.processes()).toEqual([]);
  const dir = onlyRun(out);
  const document = JSON.parse(cli.stdout()) as {
    exitCode: number;
    runs: { folder: string; result: Result }[];
  };
  expect(document.exitCode).toBe(code);
  expect(document.runs[0]?.folder).toBe(dir);
  expect(document.runs[0]?.result.status).toBe('complete');
  expect(document.runs[0]?.result.provenance.seed).toBe(7);

  // Synthetic numbers begin with 999, codes with SP-: seedCustomers.
  for (const path of filesBelow(dir)) {
    const text = textOf(path);
    expect(text.match(/\b999\d{9}\b/)?.[0], path).toBeUndefined();
    expect(text.match(/\bSP-[2-9A-HJ-NP-TV-Z]{6}\b/)?.[0], path).toBeUndefined();
  }

  const before = readFileSync(join(dir, 'result.json'));
  rmSync(join(dir, 'result.json'));
  expect(await startCli(['check', dir]).exited).toBe(code);
  expect(readFileSync(join(dir, 'result.json')).equals(before)).toBe(true);

  const page = join(dir, 'report.ko.html');
  const html = readFileSync(page);
  rmSync(page);
  expect(await startCli(['report', dir]).exited).toBe(0);
  expect(readFileSync(page).equals(html)).toBe(true);
});

test('secrets given by the operator stay out of the folder', async () => {
  const out = temporaryFolder();
  const secrets = ['--app-secret', 'operator-app-secret', '--verify-token', 'operator-verify-token'];
  const cli = startCli([
    ...['run', 'steady-asks', '--webhook', 'http://127.0.0.1:9/w', '--mock-port', '4314', '--out', out],
    ...[...secrets, '-e', 'KEY=operator-env-secret'],
  ]);
  await cli.line('waiting for');
  cli.signal('SIGINT');
  expect(await cli.exited).toBe(105);
  for (const path of filesBelow(onlyRun(out))) expect(textOf(path), path).not.toContain('operator-');
});
