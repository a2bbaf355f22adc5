import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { nowMs } from '../lib/clock.ts';

/** Requests whose head and body were read from the socket at one go, and when. */
const readAtMs = new WeakMap<IncomingMessage, number>();

/** Notes when requests come, before the server routes, parses and validates them. */
export function noteReceipts({ server }: FastifyInstance): void {
  server.prependListener('request', (request: IncomingMessage) => {
    const atMs = nowMs();
    const length = Number(request.headers['content-length']);
    // The parser hands over the body right behind the head, before any tick, if one read held both.
    process.nextTick(() => {
      if (request.readableLength >= length) readAtMs.set(request, atMs);
    });
  });
}

/**
 * `nowMs()` of the last byte of a request: the mock's own 0.1 ms of work until its handler is no time of the vendor. One that came in
 * pieces is received when its handler runs, which is when this is to be called.
 */
export function receivedMs(request: IncomingMessage): number {
  return readAtMs.get(request) ?? nowMs();
}
