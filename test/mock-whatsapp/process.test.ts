import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MockReady } from '../../mock-whatsapp/contract/control.ts';
import { asset } from '../../package-root.ts';
import { readLines } from './support/event-lines.ts';
import { startReceiver, verifyToken } from './support/receiver.ts';

let dir: string;
let child: ChildProcess | null = null;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sp-mock-process-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}
interface Started {
  readonly child: ChildProcess;
  readonly ready: Promise<MockReady>;
  readonly ended: Promise<Ended>;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

function start(...args: string[]): Started {
  const env = {
    ...process.env,
    SP_MOCK_TOKEN: 't',
    SP_MOCK_APP_SECRET: 's',
    SP_MOCK_VERIFY_TOKEN: verifyToken,
  };
  const running = spawn(process.execPath, [asset('dist/mock-whatsapp/main.js'), ...args], {
    env,
    stdio: 'pipe',
  });
  child = running;
  let stdout = '';
  let stderr = '';
  running.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const ready = new Promise<MockReady>((resolve) => {
    running.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (stdout.includes('\n')) resolve(JSON.parse(stdout) as MockReady);
    });
  });
  const ended = once(running, 'close').then(([code]) => ({ code: code as number | null, stderr }));
  return { child: running, ready, ended, stdout: () => stdout, stderr: () => stderr };
}
const free = ['--port', '0', '--control-port', '0'];

test('one ready line; SIGTERM ends in good order and closes the files', async () => {
  const mock = start(...free, '--events-dir', join(dir, 'events'), '--run', 'r7');
  const ready = await mock.ready;
  expect(ready).toMatchObject({ kind: 'ready', pid: mock.child.pid });
  expect(ready.phoneNumberIds).toHaveLength(8);
  const health = await fetch(`${ready.controlUrl}/_sim/health`);
  expect(await health.json()).toMatchObject({ ok: true, run: 'r7', pid: mock.child.pid });
  mock.child.kill('SIGTERM');
  expect((await mock.ended).code).toBe(0);
  expect(mock.stdout().trimEnd().split('\n')).toHaveLength(1);
  for (const file of ['asks', 'mock']) {
    const lines = readLines(join(dir, 'events'), file);
    expect(lines.at(-1)).toMatchObject({ kind: 'file.closed', lines: lines.length });
  }
  await expect(fetch(`${ready.graphUrl}/`)).rejects.toThrow();
});

test('the end of stdin ends it with --die-with-parent, and only then', async () => {
  const orphan = start(...free, '--die-with-parent');
  await orphan.ready;
  orphan.child.stdin?.end();
  expect((await orphan.ended).code).toBe(0);

  const byHand = start(...free);
  const { controlUrl } = await byHand.ready;
  byHand.child.stdin?.end();
  expect((await fetch(`${controlUrl}/_sim/health`)).status).toBe(200);
  byHand.child.kill('SIGINT');
  expect((await byHand.ended).code).toBe(0);
});

test('a port in use: exit 69 and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, stderr } = await start('--port', String(port), '--control-port', '0').ended;
  other.close();
  expect(code).toBe(69);
  expect(stderr).toBe(
    `SP_MOCK_PORT port ${port} on 127.0.0.1 is in use\n  Stop the other program or choose another --port / --control-port.\n`,
  );
});

test('bad options: exit 64, all problems at once', async () => {
  const { code, stderr } = await start(
    '--port',
    '70000',
    '--control-port',
    'x',
    '--options',
    'fast',
    '--numbers',
    '0',
    '--webhook',
    'nope',
    '--tls-cert',
    'a',
  ).ended;
  expect(code).toBe(64);
  expect(stderr).toContain('SP_MOCK_OPTIONS');
  for (const option of [
    '--port: 70000',
    '--control-port: x',
    '--options: fast',
    '--numbers: 0',
    '--webhook: nope',
    '--tls-cert: a',
  ])
    expect(stderr).toContain(option);
  expect((await start('--nonsense').ended).code).toBe(64);
});

test('an events folder that cannot be made, and a full disk: exit 74', async () => {
  writeFileSync(join(dir, 'file'), '');
  const blocked = await start(...free, '--events-dir', join(dir, 'file')).ended;
  expect([blocked.code, blocked.stderr.startsWith('SP_RECORD_IO ')]).toEqual([74, true]);

  symlinkSync('/dev/full', join(dir, 'mock.ndjson.gz'));
  const full = await start(...free, '--events-dir', dir).ended;
  expect(full.code).toBe(74);
  expect(full.stderr).toMatch(/^SP_RECORD_IO cannot write .*mock\.ndjson\.gz: ENOSPC/);
});

test('SIGKILL leaves what was flushed readable', async () => {
  const mock = start(...free, '--events-dir', dir);
  const { controlUrl } = await mock.ready;
  await fetch(`${controlUrl}/_sim/flush`, { method: 'POST' });
  mock.child.kill('SIGKILL');
  await mock.ended;
  const text = gunzipSync(readFileSync(join(dir, 'mock.ndjson.gz'))).toString();
  expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({
    kind: 'mock.options',
    name: 'bench',
    seq: 0,
  });
});

test('--webhook is verified by challenge as soon as it is up', async () => {
  const receiver = await startReceiver();
  const mock = start(...free, '--webhook', receiver.url);
  await mock.ready;
  while (!mock.stderr().includes('webhook verified')) await once(mock.child.stderr ?? mock.child, 'data');
  await receiver.close();
});
