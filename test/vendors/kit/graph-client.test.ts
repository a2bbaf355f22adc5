import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createGraphClient } from '../../../vendors/kit/graph-client.ts';

test('a burst of sends after warm() opens no connection', async () => {
  let connections = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.end('{}'));
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const graph = createGraphClient({
    graphUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 't',
  });
  onTestFinished(async () => {
    await graph.close();
    server.close();
  });
  await graph.warm('100');
  const warmed = connections;
  expect(warmed).toBe(256);
  const reply = { phoneNumberId: '100', to: '82', text: 'x', inReplyTo: 'wamid.1' };
  const sent = await Promise.all(Array.from({ length: 256 }, () => graph.sendText(reply)));
  expect(sent.every(({ ok }) => ok)).toBe(true);
  expect(connections).toBe(warmed);
});
