import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { asset } from '../../../package-root.ts';
import { isRunning } from '../../../vendors/kit/descendants.ts';
import { type RunningProcess, startProcess } from '../../../vendors/kit/process.ts';

const kit = asset('dist/vendors/kit');
const started: RunningProcess<unknown>[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((child) => child.stop()));
});

interface Ready {
  readonly kind: 'ready';
  readonly port: number;
}

function node(script: string, options: { readyTimeoutMs?: number; stopGraceMs?: number } = {}) {
  const logged: string[] = [];
  const start = startProcess<Ready>({
    role: 'child',
    command: process.execPath,
    args: ['--input-type=module', '-e', script],
    readyTimeoutMs: options.readyTimeoutMs ?? 10_000,
    stopGraceMs: options.stopGraceMs ?? 2000,
    log: (line) => logged.push(line),
  });
  start.then(
    (child) => started.push(child),
    () => undefined,
  );
  return { start, logged };
}

/** Listens, says so, and leaves as the kit's children do. */
const listener = `
  import { createServer } from 'node:net';
  import { exitWithParent } from '${kit}/exit-with-parent.js';
  const server = createServer().listen(0, '127.0.0.1', () => {
    console.log('listening');
    console.log(JSON.stringify({ kind: 'ready', port: server.address().port }));
  });
  exitWithParent(async () => server.close());
`;

async function portIsFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  const [event] = await Promise.race([
    once(server, 'listening').then(() => ['listening']),
    once(server, 'error').then(() => ['error']),
  ]);
  server.close();
  return event === 'listening';
}

async function gone(pid: number): Promise<boolean> {
  const deadline = Date.now() + 5000;
  while (isRunning(pid)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
}

describe('startProcess', () => {
  test('gives the ready message and logs the other lines', async () => {
    const { start, logged } = node(listener);
    const child = await start;
    expect(child.ready.port).toBeGreaterThan(0);
    expect(isRunning(child.pid)).toBe(true);
    expect(logged).toContain('[child] listening');
  });

  test('stop ends the process and frees its port, and may be called twice', async () => {
    const child = await node(listener).start;
    await child.stop();
    await child.stop();
    expect(isRunning(child.pid)).toBe(false);
    expect(await portIsFree(child.ready.port)).toBe(true);
  });

  test('a child that ignores SIGTERM is killed after the grace', async () => {
    const deaf = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('{"kind":"ready"}');`;
    const child = await node(deaf, { stopGraceMs: 100 }).start;
    await child.stop();
    expect(await child.exited).toMatchObject({ signal: 'SIGKILL' });
  });

  test('what a killed child leaves behind is killed too', async () => {
    const deaf = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`;
    const parent = `
      import { spawn } from 'node:child_process';
      const child = spawn(process.execPath, ['-e', ${JSON.stringify(deaf)}], { stdio: 'ignore' });
      ${deaf}
      console.log(JSON.stringify({ kind: 'ready', port: child.pid }));
    `;
    const child = await node(parent, { stopGraceMs: 100 }).start;
    const grandchild = child.ready.port;
    expect(isRunning(grandchild)).toBe(true);
    await child.stop();
    expect(isRunning(grandchild)).toBe(false);
  });

  test('an early end is told with the last lines', async () => {
    const { start } = node(`console.error('no such database'); process.exit(3);`);
    await expect(start).rejects.toThrow(
      /child ended before it was ready \(code 3\); its last lines:\n {2}no such database/,
    );
  });

  test('a child that never gets ready is stopped', async () => {
    const { start } = node(`console.log(process.pid); setInterval(() => {}, 1000);`, { readyTimeoutMs: 700 });
    const message = await start.then(
      () => '',
      (error: Error) => error.message,
    );
    expect(message).toMatch(/was not ready after 700 ms/);
    expect(isRunning(Number(/\d+$/.exec(message)?.[0]))).toBe(false);
  });

  test('a command that does not exist is told', async () => {
    const start = startProcess({
      role: 'child',
      command: '/no/such/command',
      args: [],
      readyTimeoutMs: 5000,
      log: () => undefined,
    });
    await expect(start).rejects.toThrow(/could not be started: .*ENOENT/);
  });

  test('an abort while it starts stops it', async () => {
    const stop = new AbortController();
    const start = startProcess({
      role: 'child',
      command: process.execPath,
      args: ['-e', 'setInterval(() => {}, 1000)'],
      readyTimeoutMs: 10_000,
      signal: stop.signal,
      log: () => undefined,
    });
    stop.abort();
    await expect(start).rejects.toThrow(/was stopped before it was ready/);
  });

  test('the child goes when its parent is killed, and leaves no port', async () => {
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { startProcess } from '${kit}/process.js';
         const child = await startProcess({ role: 'c', command: process.execPath,
           args: ['--input-type=module', '-e', ${JSON.stringify(listener)}], readyTimeoutMs: 10000, log: () => {} });
         console.log(JSON.stringify({ pid: child.pid, port: child.ready.port }));
         setInterval(() => {}, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = await once(createInterface({ input: parent.stdout }), 'line');
    const { pid, port } = JSON.parse(line) as { pid: number; port: number };
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    expect(await gone(pid)).toBe(true);
    expect(await portIsFree(port)).toBe(true);
  });
});
