import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nowMs } from '../../../mock-whatsapp/lib/clock.ts';
import { noteReceipts, receivedMs } from '../../../mock-whatsapp/routes/receipt.ts';

/** What the server does with a request before its handler runs. */
const workMs = 20;
let app: FastifyInstance;
let socket: Socket;
/** Time from the receipt of a request to its handler, ms. */
let handledAfter: (ms: number) => void;

beforeEach(async () => {
  app = Fastify({ forceCloseConnections: true });
  noteReceipts(app);
  app.addHook('onRequest', (_request, _reply, done) => {
    for (const until = nowMs() + workMs; nowMs() < until; );
    done();
  });
  app.post('/', (request) => {
    handledAfter(nowMs() - receivedMs(request.raw));
    return {};
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
});
afterEach(async () => {
  socket.destroy();
  await app.close();
});

const body = '{"a":1}';
const head = (framing: string): string =>
  `POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${framing}\r\n\r\n`;
const handled = (): Promise<number> =>
  new Promise((resolve) => {
    handledAfter = resolve;
  });

test('one that came at one go was received when it was read, not when its handler runs', async () => {
  const done = handled();
  socket.write(`${head(`content-length: ${body.length}`)}${body}`);
  expect(await done).toBeGreaterThanOrEqual(workMs);
});

test('one in pieces is received with its last piece', async () => {
  const done = handled();
  const whole = `${head(`content-length: ${body.length}`)}${body}`;
  socket.write(whole.slice(0, -2));
  await once(app.server, 'request');
  socket.write(whole.slice(-2));
  expect(await done).toBeLessThan(workMs);
});

test('a chunked body says nothing of its length: received when its handler runs', async () => {
  const done = handled();
  socket.write(`${head('transfer-encoding: chunked')}7\r\n${body}\r\n0\r\n\r\n`);
  expect(await done).toBeLessThan(workMs);
});
