import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { packageRoot } from '../../../package-root.ts';
import type { BehaviourSpec } from '../../../vendors/contract/lifecycle.ts';
import { startProxy } from '../../../vendors/kit/proxy/start-proxy.ts';
import { startGraphServer } from '../support/graph-server.ts';

const none = { onset: 0, tolerance: 0 };

async function setup(behaviours: readonly BehaviourSpec[], answer?: Parameters<typeof startGraphServer>[0]) {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-proxy-'));
  const graph = await startGraphServer(answer);
  const proxy = await startProxy({
    packageRoot,
    dataDir: join(dir, 'data'),
    config: {
      graphUrl: graph.url,
      port: 0,
      behaviours,
      planned: null,
      eventsDir: dir,
      run: 'run-1',
      id: 'toy',
    },
    log: () => undefined,
  });
  onTestFinished(async () => {
    await proxy.stop();
    await graph.close();
    rmSync(dir, { recursive: true });
  });
  async function events(): Promise<Record<string, unknown>[]> {
    await proxy.stop();
    const text = gunzipSync(readFileSync(join(dir, 'behaviour-toy.ndjson.gz'))).toString();
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ kind }) => kind === 'behaviour.applied');
  }
  return { graph, url: proxy.ready.url, events };
}

function send(url: string, to: string): Promise<Response> {
  return fetch(`${url}/v23.0/106/messages`, {
    method: 'POST',
    headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to, type: 'text', text: { body: `to ${to}` } }),
  });
}

test('everything but messages passes byte for byte, both ways', async () => {
  const upload = randomBytes(300_000);
  const answer = randomBytes(200_000);
  const { graph, url, events } = await setup([{ kind: 'drop', size: { every: 1 }, ...none }], () => ({
    status: 206,
    headers: { 'X-Odd-Case': 'kept', 'content-type': 'image/png' },
    body: answer,
  }));
  const response = await fetch(`${url}/v23.0/106/media?fields=a%20b`, {
    method: 'POST',
    headers: { authorization: 'Bearer t', 'content-type': 'image/png', 'x-own': 'é'.normalize('NFC') },
    body: upload,
  });
  expect(response.status).toBe(206);
  expect(response.headers.get('x-odd-case')).toBe('kept');
  expect(Buffer.from(await response.arrayBuffer()).equals(answer)).toBe(true);
  const call = graph.calls[0];
  expect(call).toMatchObject({ method: 'POST', path: '/v23.0/106/media?fields=a%20b' });
  expect(call?.headers).toMatchObject({ authorization: 'Bearer t', 'x-own': 'é' });
  expect(call?.body.equals(upload)).toBe(true);
  expect(await events()).toEqual([]);
});

test('a read receipt is no answer', async () => {
  const { graph, url } = await setup([{ kind: 'drop', size: { every: 1 }, ...none }]);
  const body = '{ "messaging_product":"whatsapp", "status":"read", "message_id":"wamid.1" }';
  await fetch(`${url}/v23.0/106/messages`, { method: 'POST', body });
  expect(graph.calls[0]?.body.toString()).toBe(body);
});

test('drop: answered 200 with a wamid nobody knows, and not sent on', async () => {
  const { graph, url, events } = await setup([{ kind: 'drop', size: { every: 3 }, ...none }]);
  for (const to of ['1', '2', '3', '4']) {
    const response = await send(url, to);
    expect(response.status).toBe(200);
    const { messages } = (await response.json()) as { messages: { id: string }[] };
    expect(messages[0]?.id).toMatch(to === '3' ? /^wamid\.[A-Za-z0-9+/]{32}$/ : /^wamid\.TEST$/);
  }
  expect(graph.calls.map(({ body }) => JSON.parse(body.toString()).to)).toEqual(['1', '2', '4']);
  expect(await events()).toMatchObject([{ behaviour: 'drop', i: 2, copies: 0 }]);
});

test('duplicate: sent twice, answered once', async () => {
  const { graph, url, events } = await setup([{ kind: 'duplicate', size: { every: 2 }, ...none }]);
  for (const to of ['1', '2', '3']) expect((await send(url, to)).status).toBe(200);
  const calls = await graph.waitFor(4);
  expect(calls.map(({ body }) => JSON.parse(body.toString()).to).sort()).toEqual(['1', '2', '2', '3']);
  expect(await events()).toMatchObject([{ behaviour: 'duplicate', i: 1, copies: 2 }]);
});

test('delay and stall hold before sending on, and log how long', async () => {
  const { url, events } = await setup([
    { kind: 'delay', size: { ms: 40 }, ...none },
    { kind: 'stall', size: { ms: 150 }, ...none },
  ]);
  await Promise.all(['1', '2'].map((to) => send(url, to)));
  const applied = await events();
  expect(applied.map(({ behaviour }) => behaviour).sort()).toEqual(['delay', 'delay', 'stall', 'stall']);
  // 40 ms in the delay, then until 150 ms after the first answer.
  for (const { heldUs } of applied) expect(Number(heldUs)).toBeGreaterThan(100_000);
});

test('an answer is sent on although the vendor has gone', async () => {
  const { graph, url } = await setup([{ kind: 'delay', size: { ms: 80 }, ...none }]);
  const gone = new AbortController();
  const request = fetch(`${url}/v23.0/106/messages`, {
    method: 'POST',
    body: JSON.stringify({ to: '1', text: { body: 'x' } }),
    signal: gone.signal,
  });
  setTimeout(() => gone.abort(), 40);
  await expect(request).rejects.toThrow();
  const [call] = await graph.waitFor(1);
  expect(JSON.parse(call?.body.toString() ?? '').to).toBe('1');
});

test('an onset without the planned work is refused at the start', async () => {
  const stall: BehaviourSpec = { kind: 'stall', size: { ms: 1 }, onset: 0.5, tolerance: 0 };
  await expect(setup([stall])).rejects.toThrow(/onset 0.5 needs the planned work/);
});
