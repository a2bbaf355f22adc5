import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningGateway, startGateway } from '../../../sut/gateway/start-gateway.ts';
import { freePort } from '../../../sut/supervisor/free-port.ts';

interface Received {
  readonly node: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

const ok: Behaviour = (_request, response) => response.writeHead(200, { 'x-node': 'yes' }).end('fine');

let received: Received[] = [];
let behaviour: Record<string, Behaviour> = {};
let nodes: Record<string, Server> = {};
let gateway: RunningGateway;
let base = '';

async function startUpstream(name: string): Promise<number> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        node: name,
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks),
      });
      (behaviour[name] ?? ok)(request, response);
    });
  });
  nodes[name] = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

beforeEach(async () => {
  received = [];
  behaviour = {};
  nodes = {};
  gateway = await startGateway({
    port: 0,
    nodes: [
      { name: 'node-1', port: await startUpstream('node-1') },
      { name: 'node-2', port: await startUpstream('node-2') },
    ],
  });
  base = `http://127.0.0.1:${gateway.port}`;
});
afterEach(async () => {
  await gateway.stop();
  for (const server of Object.values(nodes)) server.closeAllConnections();
  await Promise.all(Object.values(nodes).map((server) => new Promise((resolve) => server.close(resolve))));
});

const post = (path: string, body: string | Buffer = 'x') => fetch(base + path, { method: 'POST', body });

test('bytes, path, query and headers arrive as they were sent; so does the answer', async () => {
  const body = Buffer.from([0x7b, 0x22, 0x5c, 0x75, 0x64, 0xff, 0x00, 0x0a]);
  const response = await fetch(`${base}/webhook?a=1&b=%20`, {
    method: 'POST',
    body,
    headers: { 'x-hub-signature-256': 'sha256=abc', 'content-type': 'application/json' },
  });
  expect([response.status, response.headers.get('x-node'), await response.text()]).toEqual([
    200,
    'yes',
    'fine',
  ]);
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ method: 'POST', url: '/webhook?a=1&b=%20' });
  expect(received[0]?.body.equals(body)).toBe(true);
  expect(received[0]?.headers['x-hub-signature-256']).toBe('sha256=abc');
});

test('nodes take turns', async () => {
  for (let i = 0; i < 4; i += 1) await post('/webhook');
  expect(received.map((item) => item.node).sort()).toEqual(['node-1', 'node-1', 'node-2', 'node-2']);
});

test.each([
  ['answers 503', (_: IncomingMessage, response: ServerResponse) => response.writeHead(503).end('no')],
  ['breaks the connection', (request: IncomingMessage) => request.socket.destroy()],
] as [string, Behaviour][])(
  'a webhook that meets a node that %s goes to the other',
  async (_name, failing) => {
    behaviour['node-1'] = failing;
    for (let i = 0; i < 6; i += 1) expect((await post('/webhook')).status).toBe(200);
  },
);

test('a webhook at a node that hangs goes to the other in time, and the next ones go there at once', async () => {
  behaviour['node-1'] = () => undefined;
  const statuses = await Promise.all([post('/webhook'), post('/webhook')]);
  expect(statuses.map((response) => response.status)).toEqual([200, 200]);
  received = [];
  for (let i = 0; i < 4; i += 1) await post('/webhook');
  expect(received.map((item) => item.node)).toEqual(['node-2', 'node-2', 'node-2', 'node-2']);
});

test('a node that is gone is passed over, for webhooks and calls alike', async () => {
  nodes['node-1']?.closeAllConnections();
  await new Promise((resolve) => nodes['node-1']?.close(resolve));
  for (let i = 0; i < 6; i += 1) {
    expect((await post('/webhook')).status).toBe(200);
    expect((await post('/agent/conversations/1/reply')).status).toBe(200);
  }
});

test('a call that a node may have worked on is not repeated', async () => {
  const failing: Behaviour = (request) => request.socket.destroy();
  behaviour = { 'node-1': failing, 'node-2': failing };
  expect((await post('/agent/conversations/1/reply')).status).toBe(502);
  expect(received).toHaveLength(1);
});

test('a 5xx of a call is the node’s answer; the last node’s 5xx to a webhook, too', async () => {
  const failing: Behaviour = (_request, response) => response.writeHead(503).end('not now');
  behaviour = { 'node-1': failing, 'node-2': failing };
  const call = await post('/agent/login');
  expect([call.status, await call.text()]).toEqual([503, 'not now']);
  const webhook = await post('/webhook');
  expect([webhook.status, await webhook.text()]).toEqual([503, 'not now']);
  expect(received).toHaveLength(3);
});

test('no node at all: 502, and the gateway lives', async () => {
  for (const server of Object.values(nodes)) {
    server.closeAllConnections();
    server.close();
  }
  expect((await post('/webhook')).status).toBe(502);
  const health = (await (await fetch(`${base}/health`)).json()) as {
    ok: boolean;
    parts: { role: string; healthy: boolean }[];
  };
  expect(health.ok).toBe(false);
  expect(health.parts.filter((part) => part.role.startsWith('node')).map((part) => part.healthy)).toEqual([
    false,
    false,
  ]);
  await Promise.all(['node-1', 'node-2'].map((name) => startUpstream(name)));
});

test('large bodies stream through', async () => {
  const big = Buffer.alloc(12 * 1024 * 1024, 7);
  expect((await post('/media', big)).status).toBe(200);
  expect(received[0]?.body.equals(big)).toBe(true);
});

test('a client that hangs up in the middle does not disturb the others', async () => {
  const socket = connect(gateway.port, '127.0.0.1');
  socket.write('POST /webhook HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
  await new Promise((resolve) => setImmediate(resolve));
  socket.destroy();
  expect((await post('/webhook')).status).toBe(200);
  expect(received).toHaveLength(1);
});

test('internal pages are not for the outside', async () => {
  expect((await fetch(`${base}/internal/health`)).status).toBe(404);
  expect(received).toEqual([]);
});

test('an upgrade reaches a living node with its own bytes; both directions flow', async () => {
  nodes['node-1']?.closeAllConnections();
  await new Promise((resolve) => nodes['node-1']?.close(resolve));
  nodes['node-2']?.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nx-saw: ${request.headers['sec-websocket-key']}\r\n\r\n`,
    );
    socket.on('end', () => socket.end());
    socket.on('data', (chunk) => socket.write(`echo ${chunk.toString()}`));
  });
  for (let i = 0; i < 2; i += 1) {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write(
      'GET /agent/ws HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: k3y\r\n\r\n',
    );
    const text = await new Promise<string>((resolve) => {
      let seen = '';
      socket.on('data', (chunk) => {
        seen += chunk.toString();
        if (seen.endsWith('\r\n\r\n')) socket.write('ping');
        if (seen.endsWith('echo ping')) resolve(seen);
      });
    });
    expect(text).toContain('x-saw: k3y');
    socket.destroy();
  }
});

test('an upgrade that no node takes ends with 502', async () => {
  for (const server of Object.values(nodes)) {
    server.closeAllConnections();
    server.close();
  }
  const socket = connect(gateway.port, '127.0.0.1');
  socket.write('GET /agent/ws HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
  const text = await new Promise<string>((resolve) =>
    socket.once('data', (chunk) => resolve(chunk.toString())),
  );
  expect(text).toMatch(/^HTTP\/1\.1 502 /);
  await Promise.all(['node-1', 'node-2'].map((name) => startUpstream(name)));
});

test('a taken port is refused with the code the supervisor looks for', async () => {
  await expect(
    startGateway({ port: gateway.port, nodes: [{ name: 'n', port: await freePort() }] }),
  ).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
