import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../../sut/supervisor/free-port.ts';
import { startProcess, until } from '../support/processes.ts';

const downMs = 1500;

test('a killed node stays away as long as planted, and the log says how long', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-slow-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const ports: number[] = [];
  while (ports.length < 3) ports.push(await freePort(ports));
  const config = {
    graphUrl: 'http://127.0.0.1:9',
    token: 't',
    appSecret: 'secret',
    verifyToken: 'v',
    phoneNumberIds: ['1'],
    dataDir: join(dir, 'data'),
    ports,
    defects: [{ id: 'slow-restart', downMs }],
    defectLog: { dir, run: 'r' },
  };
  writeFileSync(join(dir, 'config.json'), JSON.stringify(config));
  const scrm = startProcess('sut/main.js', [
    '--nodes',
    '1',
    '--config',
    join(dir, 'config.json'),
    '--die-with-parent',
  ]);
  onTestFinished(async () => {
    scrm.child.kill('SIGTERM');
    await scrm.exit;
  });
  const { baseUrl } = (await scrm.ready) as { baseUrl: string };
  const node = async (): Promise<number | null> => {
    const { parts } = (await (await fetch(`${baseUrl}/health`)).json()) as {
      parts: readonly { role: string; pid: number; healthy?: boolean }[];
    };
    return parts.find(({ role, healthy }) => role === 'node-1' && healthy !== false)?.pid ?? null;
  };
  const pid = await until(node, (found) => found !== null);
  const killedAt = performance.now();
  process.kill(pid ?? 0, 'SIGKILL');
  await until(node, (found) => found !== null && found !== pid);
  const awayMs = performance.now() - killedAt;
  expect(awayMs).toBeGreaterThan(downMs);

  scrm.child.kill('SIGTERM');
  expect(await scrm.exit).toBe(0);
  const lines = gunzipSync(readFileSync(join(dir, 'behaviour-sut.ndjson.gz')))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === 'behaviour.applied');
  expect(lines).toMatchObject([{ behaviour: 'slow-restart', copies: 0 }]);
  expect(lines[0].amount).toBeGreaterThan(downMs);
  expect(lines[0].amount).toBeLessThan(awayMs);
}, 60_000);
