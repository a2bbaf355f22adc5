import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { isAlive } from '../../../sut/postgres/postmaster.ts';
import { freePort, portIsFree } from '../../../sut/supervisor/free-port.ts';
import { startTestDatabase } from '../support/database.ts';
import { type FakeGraph, startFakeGraph } from '../support/fake-graph.ts';
import { type StartedProcess, startProcess, until } from '../support/processes.ts';
import { webhookClient } from '../support/webhooks.ts';

interface Part {
  readonly role: string;
  readonly pid: number;
  readonly part?: string;
  readonly healthy?: boolean;
}

let dir: string;
let graph: FakeGraph;
let started: StartedProcess[] = [];
beforeAll(async () => {
  // 0700, as a home often is: as root the server's account cannot reach it.
  dir = mkdtempSync(join(tmpdir(), 'stormproof-test-'));
  chmodSync(dir, 0o700);
  graph = await startFakeGraph();
});
afterEach(async () => {
  for (const process of started) process.child.kill('SIGTERM');
  await Promise.all(started.map((process) => process.exit));
  started = [];
});
afterAll(async () => {
  await graph.close();
  rmSync(dir, { recursive: true, force: true });
});

async function configFile(
  name: string,
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<{ path: string; ports: number[] }> {
  const ports: number[] = [];
  while (ports.length < 4) ports.push(await freePort(ports));
  const customersFile = join(dir, `${name}.ndjson`);
  writeFileSync(customersFile, '{"waId":"8250001","name":"A","number":0,"code":"PLANTED"}\n');
  const path = join(dir, `${name}.json`);
  const config = {
    graphUrl: graph.url,
    token: 't',
    appSecret: 'secret',
    verifyToken: 'v',
    phoneNumberIds: ['1'],
    dataDir: join(dir, name),
    customersFile,
    agents: [],
    ports,
    unknownGraceSec: 1,
    ...overrides,
  };
  writeFileSync(path, JSON.stringify(config));
  return { path, ports };
}

function start(args: readonly string[]): StartedProcess {
  const process = startProcess('sut/main.js', args);
  started.push(process);
  return process;
}

async function parts(baseUrl: string): Promise<{ readonly ok: boolean; readonly parts: readonly Part[] }> {
  try {
    return (await (await fetch(`${baseUrl}/health`)).json()) as { ok: boolean; parts: Part[] };
  } catch {
    return { ok: false, parts: [] };
  }
}

const pidOf = (list: readonly Part[], role: string): number =>
  list.find((part) => part.role === role)?.pid ?? 0;

test('starts, answers, brings every part back after SIGKILL, and leaves nothing behind', async () => {
  const { path, ports } = await configFile('whole');
  const scrm = start(['--config', path, '--die-with-parent']);
  const ready = await scrm.ready;
  const baseUrl = String(ready.baseUrl);
  expect(ready).toMatchObject({ webhookUrl: `http://127.0.0.1:${ports[0]}/webhook`, pid: scrm.pid });
  const roles = (ready.parts as Part[]).map((part) => `${part.role}:${part.part ?? '-'}`).sort();
  expect(roles).toEqual([
    'gateway:gateway',
    'node-1:node',
    'node-2:node',
    'postgres-keeper:-',
    'postgres:store',
    'supervisor:-',
  ]);
  const everyPid = new Set((ready.parts as Part[]).map((part) => part.pid));
  const webhooks = webhookClient(String(ready.webhookUrl), 'secret');
  let asks = 0;
  const answered = async (): Promise<void> => {
    asks += 1;
    const item = { from: '8250001', wamid: `wamid.main.${asks}`, text: 'discount code', phoneNumberId: '1' };
    // Meta delivers again until it gets 200.
    await until(
      () => webhooks.messages([item]).catch(() => 0),
      (status) => status === 200,
    );
    await graph.waitFor(asks);
    expect(graph.accepted.at(-1)?.text).toBe('Your discount code is PLANTED');
  };
  await answered();

  const killed = async (role: string): Promise<void> => {
    const before = await until(
      () => parts(baseUrl),
      (health) => health.ok,
    );
    const pid = pidOf(before.parts, role);
    process.kill(pid, 'SIGKILL');
    const after = await until(
      () => parts(baseUrl),
      (health) => health.ok && pidOf(health.parts, role) !== pid,
    );
    expect([role, after.ok, pidOf(after.parts, role) !== pid]).toEqual([role, true, true]);
    for (const part of after.parts) everyPid.add(part.pid);
    await answered();
  };
  await killed('node-1');
  await killed('gateway');
  const storePid = pidOf((await parts(baseUrl)).parts, 'postgres');
  await killed('postgres-keeper');
  expect(pidOf((await parts(baseUrl)).parts, 'postgres')).toBe(storePid);
  await killed('postgres');
  expect(new Set(graph.accepted.map((send) => send.context)).size).toBe(graph.accepted.length);

  await webhooks.close();
  scrm.child.stdin?.end();
  expect(await scrm.exit).toBe(0);
  expect([...everyPid].filter(isAlive)).toEqual([]);
  expect(await Promise.all(ports.map(portIsFree))).toEqual([true, true, true, true]);
}, 90_000);

test('supervisor and keeper killed together: nodes, gateway and PostgreSQL follow within seconds', async () => {
  const { path, ports } = await configFile('orphan');
  const scrm = start(['--config', path]);
  const list = (await scrm.ready).parts as Part[];
  process.kill(pidOf(list, 'supervisor'), 'SIGKILL');
  process.kill(pidOf(list, 'postgres-keeper'), 'SIGKILL');
  const left = await until(
    () => list.filter((part) => isAlive(part.pid)),
    (alive) => alive.length === 0,
  );
  expect(left).toEqual([]);
  expect(await Promise.all(ports.map(portIsFree))).toEqual([true, true, true, true]);
});

test('a port in use is named: SP_SUT_PORT, exit 69', async () => {
  const { path, ports } = await configFile('port');
  const blocker = createServer().listen(ports[0], '127.0.0.1');
  const scrm = start(['--config', path]);
  expect(await scrm.exit).toBe(69);
  expect(scrm.stderr()).toMatch(new RegExp(`^SP_SUT_PORT port ${ports[0]} .*\\n.*--port`));
  blocker.close();
});

test('PostgreSQL that does not start: SP_SUT_POSTGRES with its own words, exit 69', async () => {
  const { path, ports } = await configFile('store');
  const blocker = createServer().listen(ports[3], '127.0.0.1');
  const scrm = start(['--config', path]);
  expect(await scrm.exit).toBe(69);
  expect(scrm.stderr()).toMatch(/^SP_SUT_POSTGRES /);
  expect(scrm.stderr()).toMatch(/could not bind IPv4 address "127\.0\.0\.1": Address already in use/);
  expect(scrm.stderr()).toMatch(/DATABASE_URL/);
  blocker.close();
});

test('any server will do: no keeper, no part to kill, the same answers', async () => {
  const database = await startTestDatabase();
  const { path } = await configFile('elsewhere', { databaseUrl: database.url });
  const scrm = start(['--config', path, '--nodes', '1']);
  const ready = await scrm.ready;
  expect((ready.parts as Part[]).map((part) => part.role).sort()).toEqual([
    'gateway',
    'node-1',
    'supervisor',
  ]);
  const before = graph.accepted.length;
  const webhooks = webhookClient(String(ready.webhookUrl), 'secret');
  await webhooks.messages([{ from: '8250001', wamid: 'wamid.elsewhere', text: 'discount code' }]);
  await graph.waitFor(before + 1);
  await webhooks.close();
  scrm.child.kill('SIGTERM');
  expect(await scrm.exit).toBe(0);
  await database.stop();
});

test('a database that is not there: SP_SUT_POSTGRES, exit 69', async () => {
  const { path } = await configFile('remote', {
    databaseUrl: `postgresql://u:p@127.0.0.1:${await freePort()}/db`,
  });
  const scrm = start(['--config', path]);
  expect(await scrm.exit).toBe(69);
  expect(scrm.stderr()).toMatch(/^SP_SUT_POSTGRES .*ECONNREFUSED/);
});

test('bad options: SP_SUT_OPTIONS with all of them, exit 64', async () => {
  const { path } = await configFile('options', { token: '', phoneNumberIds: [] });
  const scrm = start(['--config', path, '--nodes', '0']);
  expect(await scrm.exit).toBe(64);
  expect(scrm.stderr()).toMatch(/^SP_SUT_OPTIONS /);
  for (const part of ['--nodes', 'token', 'phoneNumberIds']) expect(scrm.stderr()).toContain(part);
});

test('a bad line in the customers file is named', async () => {
  const { path } = await configFile('customers');
  const config = JSON.parse(readFileSync(path, 'utf8')) as { customersFile: string };
  writeFileSync(config.customersFile, '{"waId":"1","name":"A","code":null}\n{"waId":2}\n');
  const scrm = start(['--config', path]);
  expect(await scrm.exit).toBe(64);
  expect(scrm.stderr()).toMatch(/customers\.ndjson:2: /);
});

test('SIGINT while starting ends everything', async () => {
  const { path, ports } = await configFile('early');
  mkdirSync(join(dir, 'early'), { recursive: true });
  const scrm = start(['--config', path]);
  await until(
    () => portIsFree(ports[3] ?? 0),
    (free) => !free,
  );
  scrm.child.kill('SIGINT');
  expect(await scrm.exit).toBe(0);
  expect(await Promise.all(ports.map(portIsFree))).toEqual([true, true, true, true]);
});
