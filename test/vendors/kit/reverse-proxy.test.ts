import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { BehaviourSpec } from '../../../vendors/contract/behaviours.ts';
import { createPlanter } from '../../../vendors/kit/behaviours/planter.ts';
import { type Route, startReverseProxy } from '../../../vendors/kit/proxy/reverse-proxy.ts';
import { startGraphServer } from '../support/graph-server.ts';

const always = { onset: 0, tolerance: 0.02 };
const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '^/webhook',
    places: ['webhook', 'order'],
    holding: '"messages":[',
    counted: { place: 'order', phrases: ['to order', '주문할'] },
  },
  { method: 'POST', path: '^/api/media', places: ['api', 'upload'] },
  { method: 'PUT', path: '^/api/[^/]+/waybill$', places: ['api', 'agent', 'field'], field: 'waybill' },
];

async function setup(behaviours: readonly BehaviourSpec[]) {
  const vendor = await startGraphServer(({ body }) => ({ status: 200, body: `got ${body.length}` }));
  const logged: Record<string, unknown>[] = [];
  const proxy = await startReverseProxy({
    target: vendor.url,
    port: 0,
    routes,
    planter: createPlanter(behaviours, null, 1),
    log: {
      write: (kind, fields) => void logged.push({ kind, ...fields }),
      close: async () => undefined,
    },
  });
  onTestFinished(async () => {
    await proxy.close();
    await vendor.close();
  });
  const call = (method: string, path: string, body = 'x'.repeat(100)) =>
    fetch(`${proxy.url}${path}`, { method, body });
  return { vendor, proxy, logged, call };
}

test('what no route names passes as it is, and so does a route where nothing is planted', async () => {
  const { vendor, call, logged } = await setup([
    { kind: 'error-share', size: { ratio: 1, status: 500 }, ...always, at: 'upload' },
  ]);
  expect((await call('POST', '/api/other')).status).toBe(200);
  expect((await call('PUT', '/api/7/waybill', '{"waybill":"SP1"}')).status).toBe(200);
  expect(vendor.calls.map(({ body }) => body.toString())).toEqual(['x'.repeat(100), '{"waybill":"SP1"}']);
  expect(logged).toEqual([]);
});

test('refused: the vendor never sees it, the client reads the status, the log has one line', async () => {
  const { vendor, call, logged } = await setup([
    { kind: 'error-share', size: { ratio: 0.5, status: 503 }, ...always, at: 'upload' },
  ]);
  const status = [];
  // Larger than a socket's buffers: an answer before the end of the body would be a reset.
  for (let i = 0; i < 4; i += 1)
    status.push((await call('POST', '/api/media', 'x'.repeat(3_000_000))).status);
  expect(status).toEqual([200, 503, 200, 503]);
  expect(vendor.calls.map(({ body }) => body.length)).toEqual([3_000_000, 3_000_000]);
  expect(logged).toMatchObject([
    { kind: 'behaviour.applied', behaviour: 'error-share', place: 'upload', i: 1, status: 503 },
    { kind: 'behaviour.applied', behaviour: 'error-share', place: 'upload', i: 3, status: 503 },
  ]);
});

test('wrong-field: another value of the same form arrives, everything else as it was', async () => {
  const { vendor, call, logged } = await setup([{ kind: 'wrong-field', size: { ratio: 0.5 }, ...always }]);
  for (const waybill of ['SP0000000128', 'SP0000000129'])
    await call('PUT', '/api/7/waybill', JSON.stringify({ waybill, version: 3 }));
  expect(vendor.calls.map(({ body }) => JSON.parse(body.toString()))).toEqual([
    { waybill: 'SP0000000128', version: 3 },
    { waybill: 'SP0000000120', version: 3 },
  ]);
  expect(logged).toMatchObject([
    { behaviour: 'wrong-field', place: 'field', i: 1, altered: true, note: 'PUT /api/:n/waybill' },
  ]);
});

test('held: it arrives no earlier than the hold, and the log says how long it really was', async () => {
  const { vendor, call, logged } = await setup([
    { kind: 'delay', size: { ms: 60 }, ...always, at: 'api' },
    { kind: 'delay', size: { ms: 40 }, ...always, at: 'upload' },
  ]);
  const sentNs = process.hrtime.bigint();
  await call('POST', '/api/media');
  expect(Number((vendor.calls[0]?.receivedNs ?? 0n) - sentNs) / 1e6).toBeGreaterThanOrEqual(99);
  expect(logged.map(({ place }) => place)).toEqual(['api', 'upload']);
  for (const { heldUs } of logged) expect(Number(heldUs)).toBeGreaterThanOrEqual(99_000);
});

test('a webhook of statuses is none of messages', async () => {
  const { vendor, call } = await setup([
    { kind: 'error-share', size: { ratio: 1, status: 503 }, ...always, at: 'webhook' },
  ]);
  expect((await call('POST', '/webhook', '{"statuses":[]}')).status).toBe(200);
  expect((await call('POST', '/webhook', '{"messages":[]}')).status).toBe(503);
  expect(vendor.calls).toHaveLength(1);
});

test('a crash cuts the connection', async () => {
  const { vendor, call, logged } = await setup([
    {
      kind: 'crash-above',
      size: { perHour: 3600, windowMs: 1000, downMs: 60_000 },
      ...always,
      at: 'api',
    },
  ]);
  expect((await call('POST', '/api/media')).status).toBe(200);
  expect((await call('POST', '/api/media')).status).toBe(200);
  await expect(call('POST', '/api/media')).rejects.toThrow();
  expect(vendor.calls).toHaveLength(2);
  expect(logged).toMatchObject([{ behaviour: 'crash-above', status: 0 }]);
});

test('orders are counted, each once; a crash cuts every message and says which', async () => {
  const { vendor, call, logged } = await setup([
    {
      kind: 'crash-above',
      size: { perHour: 3600, windowMs: 1000, downMs: 60_000 },
      ...always,
      at: 'order',
    },
  ]);
  const says = (wamid: string, text: string) => {
    const messages = [{ id: wamid, from: '8210', type: 'text', text: { body: text } }];
    const change = { value: { metadata: { phone_number_id: '1' }, messages } };
    return call('POST', '/webhook', JSON.stringify({ entry: [{ changes: [change] }] }));
  };
  const start = 'Hello, I would like to order, please.';
  for (const [wamid, text] of [
    ['wamid.A', start],
    ['wamid.A', start],
    ['wamid.B', '2 x Bibimbap'],
    ['wamid.C', '안녕하세요, 주문할게요.'],
  ] as const)
    expect((await says(wamid, text)).status).toBe(200);
  await expect(says('wamid.D', start)).rejects.toThrow();
  await expect(says('wamid.E', '2 x Bibimbap')).rejects.toThrow();
  expect(vendor.calls).toHaveLength(4);
  expect(logged).toMatchObject([
    { behaviour: 'crash-above', place: 'order', status: 0, note: 'POST /webhook wamid.D' },
    { behaviour: 'crash-above', place: 'order', status: 0, note: 'POST /webhook wamid.E' },
  ]);
});

test('a WebSocket passes both ways and ends with the proxy', async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server, path: '/agent/ws' });
  sockets.on('connection', (socket, request) => {
    socket.on('message', (data) => socket.send(`${request.url} ${data}`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy = await startReverseProxy({
    target: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    port: 0,
    routes,
    planter: createPlanter([{ kind: 'wrong-field', size: { ratio: 1 }, ...always }], null, 1),
    log: { write: () => undefined, close: async () => undefined },
  });
  const client = new WebSocket(`${proxy.url.replace('http', 'ws')}/agent/ws?token=t`);
  await once(client, 'open');
  client.send('hello');
  const [answer] = await once(client, 'message');
  expect(String(answer)).toBe('/agent/ws?token=t hello');
  const closed = once(client, 'close');
  await proxy.close();
  await closed;
  sockets.close();
  server.close();
});
