import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../sut/supervisor/free-port.ts';
import { type FakeGraph, startFakeGraph } from '../support/fake-graph.ts';
import { type StartedProcess, startProcess, until } from '../support/processes.ts';
import { type WebhookClient, webhookClient } from '../support/webhooks.ts';

interface Part {
  readonly role: string;
  readonly pid: number;
  readonly openAsks?: number;
}
interface Health {
  readonly ok: boolean;
  readonly parts: readonly Part[];
}

const customers = Array.from({ length: 40 }, (_, i) => ({
  waId: String(82_500_000 + i),
  name: `C${i}`,
  number: 0,
  code: `SAVE-${i}`,
}));
/** 100 asks a second, and the kill after the first second. */
const everyMs = 10;
const before = 100;
const after = 200;

let dir: string;
let graph: FakeGraph;
let scrm: StartedProcess;
let webhooks: WebhookClient;
let baseUrl: string;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'stormproof-test-'));
  graph = await startFakeGraph({
    latencyMs: [50, 150],
    statuses: { delaysMs: { sent: 50, delivered: 100, read: 200 } },
  });
  const ports: number[] = [];
  while (ports.length < 4) ports.push(await freePort(ports));
  writeFileSync(join(dir, 'customers.ndjson'), customers.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const config = {
    graphUrl: graph.url,
    token: 't',
    appSecret: 'secret',
    verifyToken: 'v',
    phoneNumberIds: ['1'],
    dataDir: join(dir, 'data'),
    customersFile: join(dir, 'customers.ndjson'),
    ports,
    // Longer than any outage here: what is unknown waits for its status.
    unknownGraceSec: 20,
  };
  writeFileSync(join(dir, 'config.json'), JSON.stringify(config));
  scrm = startProcess('sut/main.js', ['--config', join(dir, 'config.json'), '--die-with-parent']);
  const ready = await scrm.ready;
  baseUrl = String(ready.baseUrl);
  webhooks = webhookClient(String(ready.webhookUrl), 'secret');
  graph.target = webhooks;
}, 60_000);
afterAll(async () => {
  scrm.child.stdin?.end();
  await scrm.exit;
  await webhooks.close();
  await graph.close();
  rmSync(dir, { recursive: true, force: true });
});

async function health(): Promise<Health> {
  const nobody = { ok: false, parts: [] };
  const response = await fetch(`${baseUrl}/health`).catch(() => null);
  return response === null ? nobody : ((await response.json()) as Health);
}

/** Delivers one ask as Meta does, again until it gets 200; returns what it got instead before. */
async function deliver(wamid: string, customer: number): Promise<(number | string)[]> {
  const item = { from: customers[customer % customers.length]?.waId ?? '', wamid, text: 'discount code' };
  const refusals: (number | string)[] = [];
  for (;;) {
    const status = await webhooks
      .messages([{ ...item, phoneNumberId: '1' }])
      .catch((error: { code?: string }) => error.code ?? 'error');
    if (status === 200) return refusals;
    refusals.push(status);
    await sleep(50);
  }
}

test.each(['gateway', 'postgres'])(
  '%s killed under load: every ask is answered exactly once',
  async (role) => {
    const start = graph.accepted.length;
    const whole = await until(health, ({ ok }) => ok);
    const pid = whole.parts.find((part) => part.role === role)?.pid ?? 0;
    const wamids: string[] = [];
    const delivered: Promise<(number | string)[]>[] = [];
    const ask = async (): Promise<void> => {
      const wamid = `wamid.${role}.${wamids.length}`;
      wamids.push(wamid);
      delivered.push(deliver(wamid, wamids.length));
      await sleep(everyMs);
    };
    while (wamids.length < before) await ask();
    // Answers are on their way: their outcome has to be recorded after the kill.
    await until(
      () => graph.inFlight,
      (count) => count >= 3,
    );
    process.kill(pid, 'SIGKILL');
    while (wamids.length < before + after) await ask();
    const refusals = (await Promise.all(delivered)).flat();
    // The part was really missed, and nobody was told 200 for what was not stored.
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals.filter((how) => typeof how === 'number' && how < 500)).toEqual([]);

    await graph.waitFor(start + wamids.length, 30_000);
    const healed = await until(
      health,
      ({ ok, parts }) => ok && parts.every((part) => (part.openAsks ?? 0) === 0),
    );
    expect(healed.ok).toBe(true);
    expect(healed.parts.find((part) => part.role === role)?.pid).not.toBe(pid);
    const answers = graph.accepted.slice(start).map(({ context }) => context);
    expect(answers.toSorted()).toEqual(wamids.toSorted());
  },
  60_000,
);
