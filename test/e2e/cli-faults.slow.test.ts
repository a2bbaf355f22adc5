import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunState } from '../../harness/schema/run-plan.ts';
import { asset } from '../../package-root.ts';
import { type CliOptions, startCli } from './support/cli-process.ts';
import { type Finished, onlyRun, temporaryFolder } from './support/temporary-folder.ts';

const stateOf = (dir: string) => JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8')) as RunState;

async function fails(args: readonly string[], options: CliOptions = {}) {
  const cli = startCli(args, options);
  const code = await cli.exited;
  expect(cli.processes()).toEqual([]);
  expect(cli.stderr()).toMatch(/^fix: /m);
  return { code, stderr: cli.stderr() };
}

async function takePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('the environment', () => {
  test('a port in use', async () => {
    const port = String(await takePort());
    const mock = await fails(['mock', '--port', port, '--control-port', '4312']);
    expect(mock).toMatchObject({ code: 69 });
    expect(mock.stderr).toContain(`SP_MOCK_PORT port ${port}`);
    const sut = await fails(['sut', '--port', port]);
    expect(sut).toMatchObject({ code: 69 });
    expect(sut.stderr).toContain('SP_SUT_PORT');
    const out = temporaryFolder();
    const evaluate = await fails([
      ...['evaluate', '--webhook', 'http://127.0.0.1:9/w', '--mock-port', port, '--out', out],
    ]);
    expect(evaluate).toMatchObject({ code: 69 });
    expect(stateOf(onlyRun(out))).toMatchObject({ status: 'failed', error: { id: 'SP_MOCK_PORT' } });
  });

  test('PostgreSQL that cannot be reached', async () => {
    const out = temporaryFolder();
    const env = { DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none' };
    const { code, stderr } = await fails(['evaluate', '--out', out], { env });
    expect(code).toBe(69);
    expect(stderr).toContain('SP_SUT_POSTGRES');
    expect(stateOf(onlyRun(out)).status).toBe('failed');
  });

  test('dist/ is missing', () => {
    const dir = temporaryFolder();
    cpSync(asset('bin'), join(dir, 'bin'), { recursive: true });
    writeFileSync(join(dir, 'package.json'), '{"type": "module"}');
    try {
      execFileSync(process.execPath, [join(dir, 'bin', 'stormproof.js')], { stdio: 'pipe' });
    } catch (error) {
      const { status, stderr } = error as { status: number; stderr: Buffer };
      expect(status).toBe(70);
      expect(stderr.toString()).toContain('SP_CLI_NOT_BUILT');
      expect(stderr.toString()).toContain('npm run build');
      return;
    }
    throw new Error('did not fail');
  });
});

describe('scripts', () => {
  test('a syntax error is named with its place, also with a vendor', async () => {
    const dir = temporaryFolder();
    const script = join(dir, 'bad.ts');
    writeFileSync(script, 'export default function () {\n  const x = ;\n}\n');
    for (const target of [[], ['--vendor', 'null', '--out', join(dir, 'out')]]) {
      const { code, stderr } = await fails(['run', script, ...target]);
      expect(code).toBe(107);
      expect(stderr).toMatch(/SP_DRIVE_SCRIPT .*bad\.ts:2:\d+/);
    }
  });

  test("k6's codes: thresholds 99, abort 108; handleSummary files in the current folder", async () => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'missed.js'),
      `import { Counter } from 'k6/metrics';
      const done = new Counter('done');
      export const options = { thresholds: { done: ['count>100'] } };
      export default function () { done.add(1); }
      export function handleSummary() { return { 'sum.txt': 'x', stdout: 'the summary\\n' }; }`,
    );
    const missed = startCli(['run', 'missed.js', '-i', '3'], { cwd });
    expect(await missed.exited).toBe(99);
    expect(missed.stdout()).toBe('the summary\n');
    expect(existsSync(join(cwd, 'sum.txt'))).toBe(true);
    writeFileSync(
      join(cwd, 'aborts.js'),
      `import exec from 'k6/execution';
      export default function () { exec.test.abort('enough'); }`,
    );
    expect(await startCli(['run', 'aborts.js'], { cwd }).exited).toBe(108);
  });
});

const mountable = process.platform === 'linux' && process.getuid?.() === 0;

function smallDisk(mebibytes: number, finished: Finished): string {
  const disk = join(temporaryFolder(finished), 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', disk]);
  finished(() => void execFileSync('umount', ['--lazy', disk]));
  return disk;
}

test.runIf(mountable)('too little space: refused before anything starts', async () => {
  const { code, stderr } = await fails(['evaluate', '--out', smallDisk(4, onTestFinished)]);
  expect(code).toBe(74);
  expect(stderr).toContain('SP_CLI_DISK');
});

// Each waits for half a minute and hardly works: side by side.
describe.concurrent('in its time', () => {
  test('a vendor that never becomes healthy', async ({ onTestFinished: finished }) => {
    const dir = temporaryFolder(finished);
    const vendor = join(dir, 'ill');
    mkdirSync(vendor);
    writeFileSync(
      join(vendor, 'vendor.yaml'),
      'id: ill\nname: Ill\nversion: "1"\nconnectionMode: full\ncapabilities: [reply]\n',
    );
    writeFileSync(
      join(vendor, 'lifecycle.ts'),
      `export function createDriver({ log }) {
        return {
          prepare: async () => {},
          start: async () => { log('up, but ill'); return { webhookUrl: 'http://127.0.0.1:9/w' }; },
          health: async () => false,
          processes: async () => [],
          stop: async () => {},
        };
      }`,
    );
    const { code, stderr } = await fails(['evaluate', vendor, '--out', join(dir, 'out')], { finished });
    expect(code).toBe(69);
    expect(stderr).toContain('SP_DRIVE_VENDOR_UNHEALTHY');
    expect(stderr).toContain('up, but ill');
  });

  test.runIf(mountable)(
    'full during the run: 74, nothing left, the folder says failed',
    async ({ onTestFinished: finished }) => {
      const disk = smallDisk(32, finished);
      const cli = startCli(['evaluate', 'null', '--only', 'rush', '--out', disk], { finished });
      await cli.line('] rush');
      expect(() => writeFileSync(join(disk, 'filler'), Buffer.alloc(64 * 1024 ** 2))).toThrow('ENOSPC');
      expect(await cli.exited).toBe(74);
      expect(cli.stderr()).toContain('SP_RECORD_IO');
      expect(cli.processes()).toEqual([]);
      const state = execFileSync('sh', ['-c', `cat ${disk}/2*/run.json`], { encoding: 'utf8' });
      expect(JSON.parse(state)).toMatchObject({ status: 'failed', error: { id: 'SP_RECORD_IO' } });
    },
  );

  test('a vendor that refuses our signature is told so, not judged', async ({ onTestFinished: finished }) => {
    const vendor = createServer((request, response) => {
      const challenge = new URL(request.url ?? '/', 'http://vendor').searchParams.get('hub.challenge');
      if (request.method === 'GET') response.end(challenge);
      else request.resume().on('end', () => response.writeHead(401).end());
    });
    await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
    finished(() => void vendor.close());
    const { port } = vendor.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/webhook`;
    const args = ['--webhook', url, '--mock-port', '4315', '--app-secret', 'ours', '--verify-token', 't'];
    const out = temporaryFolder(finished);
    const { code, stderr } = await fails(['evaluate', ...args, '--out', out], { finished });
    expect(code).toBe(69);
    expect(stderr).toMatch(/SP_DRIVE_WEBHOOK the webhook refused each of \d+ signed messages: HTTP 401/);
    expect(stderr).toMatch(/^fix: .*app secret/m);
    expect(stateOf(onlyRun(out))).toMatchObject({ status: 'failed', error: { id: 'SP_DRIVE_WEBHOOK' } });
  });

  test('a webhook that is not up yet is waited for, and the wait is said', async ({
    onTestFinished: finished,
  }) => {
    const out = temporaryFolder(finished);
    const args = ['evaluate', '--webhook', 'http://127.0.0.1:9/w', '--mock-port', '4313', '--out', out];
    const cli = startCli(args, { finished });
    await cli.line('waiting for http://127.0.0.1:9/w');
    expect(cli.stderr()).toMatch(/token [0-9a-f]+ · app secret [0-9a-f]+ · verify token [0-9a-f]+/);
    cli.signal('SIGINT');
    expect(await cli.exited).toBe(130);
  });
});
