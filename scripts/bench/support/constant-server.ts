import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { quantile } from './quantile.ts';

/**
 * A process of its own: answers every request after 50 ms. Prints its URL; the answer to GET /holds is what it really held:
 * {n, p50, p99} in ms since the last such question.
 */
const holdMs = 50;
let held: number[] = [];

const server = createServer((request, response) => {
  if (request.url === '/holds') {
    const sorted = held.sort((a, b) => a - b);
    response.end(
      JSON.stringify({ n: sorted.length, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) }),
    );
    held = [];
    return;
  }
  const arrivedMs = performance.now();
  request.resume();
  setTimeout(() => {
    held.push(performance.now() - arrivedMs);
    response.end('ok');
  }, holdMs);
});
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
