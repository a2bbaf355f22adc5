import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Child, type ChildSpec, spawnChild } from '../../../../harness/cli/process/spawn-child.ts';
import { StormproofError } from '../../../../harness/schema/errors.ts';

const dir = mkdtempSync(join(tmpdir(), 'stormproof-child-'));
afterAll(() => rmSync(dir, { recursive: true }));

const endsWithStdin = `process.stdin.on('end', () => process.exit(0)).resume();`;
const sayReady = `console.log(JSON.stringify({ kind: 'ready', pid: process.pid }));`;
const never = new AbortController().signal;
let scripts = 0;

function spec(code: string, parts: Partial<ChildSpec> = {}): ChildSpec {
  scripts += 1;
  const script = join(dir, `child-${scripts}.cjs`);
  writeFileSync(script, code);
  return {
    role: 'child',
    script,
    args: [],
    env: process.env,
    logFile: join(dir, `child-${scripts}.log`),
    errorId: 'SP_DRIVE_CHILD',
    readyTimeoutMs: 20_000,
    registry: new Set<Child>(),
    ...parts,
  };
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('resolves with the ready line; the rest goes to the log; stop ends it by its stdin', async () => {
  const request = spec(`console.log('hello'); ${sayReady} ${endsWithStdin}`);
  const { child, ready } = await spawnChild<{ pid: number }>(request, never);
  expect(ready.pid).toBe(child.pid);
  expect(request.registry.has(child)).toBe(true);
  await child.stop();
  expect(await child.exited).toEqual({ code: 0, signal: null });
  expect(alive(child.pid)).toBe(false);
  expect(request.registry.size).toBe(0);
  expect(readFileSync(request.logFile ?? '', 'utf8')).toContain('hello');
});

test('a child that ignores its stdin and SIGTERM is killed', async () => {
  const deaf = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); ${sayReady}`;
  const { child } = await spawnChild(spec(deaf), never);
  await child.stop(10);
  expect((await child.exited).signal).toBe('SIGKILL');
});

test('an end before the ready line is an error that quotes the log', async () => {
  const dying = spec(`console.error('no database'); process.exitCode = 3;`);
  const error = await spawnChild(dying, never).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StormproofError);
  expect(error).toMatchObject({
    id: 'SP_DRIVE_CHILD',
    message: 'child ended with code 3',
    problems: ['no database'],
  });
});

test('a child that never gets ready is ended', async () => {
  const slow = spec(endsWithStdin, { readyTimeoutMs: 50 });
  await expect(spawnChild(slow, never)).rejects.toMatchObject({ id: 'SP_DRIVE_CHILD' });
  expect(slow.registry.size).toBe(0);
});

test('an abort while starting ends it with the reason', async () => {
  const controller = new AbortController();
  const request = spec(endsWithStdin);
  const starting = spawnChild(request, controller.signal);
  const reason = new StormproofError('SP_CLI_INTERRUPTED', 'by hand');
  controller.abort(reason);
  await expect(starting).rejects.toBe(reason);
  expect(request.registry.size).toBe(0);
});
