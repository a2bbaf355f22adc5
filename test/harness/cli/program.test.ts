import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { reportFailure } from '../../../harness/cli/output/report-failure.ts';
import { runProgram } from '../../../harness/cli/program.ts';
import { StormproofError } from '../../../harness/schema/errors.ts';
import { captured } from './support/context.ts';

const folders: string[] = [];
function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-cli-'));
  folders.push(dir);
  return dir;
}
afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true });
});

async function failure(...argv: string[]): Promise<StormproofError> {
  try {
    await runProgram(captured(argv).context, '0.0.0');
  } catch (error) {
    if (error instanceof StormproofError) return error;
    throw error;
  }
  throw new Error('did not fail');
}

describe('usage', () => {
  test('every mistake is named at once, the nearest option with it', async () => {
    const error = await failure(
      'evaluate',
      '--lnag',
      'en',
      '--size',
      'big',
      '--seed=x',
      '--only',
      'rush,rain',
    );
    expect(error.id).toBe('SP_CLI_USAGE');
    expect(error.problems).toEqual([
      '--lnag: not an option of `evaluate`; did you mean --lang?',
      '--size: "big": one of smoke, standard, full',
      '--only: "rain": a comma list of rush, media, shift, failover, campaign, orders, api, search',
      '--seed: "x": a whole number from 0 to 4294967295',
    ]);
  });

  test.each([
    ['an unknown command', ['strom']],
    ['a missing value', ['evaluate', '--size']],
    ['an operand too many', ['doctor', 'me']],
    ['no folder', ['check']],
    ['two folders', ['report', 'a', 'b']],
    ['no fault', ['drill']],
    ['an unknown fault', ['drill', 'flood']],
    ['no script', ['run']],
    ['a vendor and a webhook', ['evaluate', 'reference', '--webhook', 'http://127.0.0.1:1/w']],
    ['--mock-port without a webhook', ['evaluate', '--mock-port', '4010']],
    ['a privileged port', ['mock', '--port', '80']],
    ['one port twice', ['mock', '--port', '5000', '--control-port', '5000']],
    ['an environment without a value', ['run', 'steady-asks', '-e', 'RATE']],
    ['--out without a vendor', ['run', 'steady-asks', '--out', 'x']],
    ['a mock for a vendor elsewhere', ['mock', '--webhook', 'http://192.0.2.1/w']],
    ['an empty secret', ['mock', '--app-secret', '']],
    ['a SCRM that would send to the real Graph API', ['sut', '--graph', 'https://graph.facebook.com']],
    ['a set that does not exist', ['evaluate', '--set', 'nowhere.yaml']],
  ])('%s is a usage error', async (_, argv) => {
    expect((await failure(...argv)).id).toBe('SP_CLI_USAGE');
  });

  test('an unknown vendor names the known ones', async () => {
    const error = await failure('evaluate', 'nobody');
    expect(error.id).toBe('SP_CLI_UNKNOWN_VENDOR');
    expect(error.message).toContain('reference');
  });

  test('a target that is not loopback is refused', async () => {
    expect((await failure('evaluate', '--webhook', 'http://192.0.2.1/w')).id).toBe('SP_CLI_NO_PERMISSION');
    expect((await failure('run', 'steady-asks', '--webhook', 'http://192.0.2.1/w')).id).toBe(
      'SP_CLI_NO_PERMISSION',
    );
  });
});

describe('help', () => {
  test('no argument prints it and ends with 0', async () => {
    const all = captured([]);
    expect(await runProgram(all.context, '0.0.0')).toBe(0);
    expect(all.stdout()).toContain('evaluate');
  });

  test('a command prints its own, with examples', async () => {
    const one = captured(['drill', '--help']);
    expect(await runProgram(one.context, '0.0.0')).toBe(0);
    expect(one.stdout()).toContain('stormproof drill node-kill');
  });

  test('the version', async () => {
    const version = captured(['--version']);
    expect(await runProgram(version.context, '1.2.3')).toBe(0);
    expect(version.stdout()).toBe('1.2.3\n');
  });
});

describe('folders', () => {
  test('check of a folder that is none of ours', async () => {
    const error = await failure('check', folder());
    expect(error.id).toBe('SP_CLI_FOLDER');
    expect(error.exitCode).toBe(65);
  });

  test('report of an unknown schema version names both versions', async () => {
    const dir = folder();
    writeFileSync(join(dir, 'result.json'), '{"schema": "stormproof-result/9"}');
    const error = await failure('report', dir);
    expect(error.id).toBe('SP_CLI_SCHEMA');
    expect(error.message).toContain('stormproof-result/9');
    expect(error.message).toContain('stormproof-result/1');
  });

  test.each([
    ['not JSON', '{'],
    ['damaged', '{"schema": "stormproof-result/1"}'],
    ['no object', '7'],
  ])('report of a result that is %s', async (_, text) => {
    const dir = folder();
    writeFileSync(join(dir, 'result.json'), text);
    expect((await failure('report', dir)).id).toBe('SP_CLI_SCHEMA');
  });
});

describe('failures', () => {
  test('with --json the error is one JSON document on stdout', () => {
    const io = captured(['evaluate', '--json']);
    const code = reportFailure(io.context, new StormproofError('SP_CLI_USAGE', 'm', ['a', 'b']));
    expect(code).toBe(64);
    expect(JSON.parse(io.stdout())).toEqual({
      error: { id: 'SP_CLI_USAGE', message: 'm', problems: ['a', 'b'], fix: 'See `stormproof --help`.' },
    });
    expect(io.stderr()).toBe('SP_CLI_USAGE m\n  a\n  b\nfix: See `stormproof --help`.\n');
  });

  test('an unforeseen one is internal and shows no stack', () => {
    const io = captured(['evaluate']);
    expect(reportFailure(io.context, new TypeError('x is not a function'))).toBe(70);
    expect(io.stderr()).toContain('SP_CLI_INTERNAL x is not a function');
    expect(io.stderr()).not.toContain('    at ');
    const path = /^stack: (.*)$/m.exec(io.stderr())?.[1];
    expect(path).toBeDefined();
    rmSync(path ?? '');
  });
});
