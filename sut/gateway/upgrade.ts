import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Upstreams } from './upstream.ts';

/** Joins a WebSocket handshake to a node: the request's own bytes, then both directions raw. A refusing node is skipped. */
export function joinUpgrade(
  request: IncomingMessage,
  client: Socket,
  head: Buffer,
  upstreams: Upstreams,
): void {
  const candidates = [...upstreams.order()];
  client.on('error', () => client.destroy());

  function next(): void {
    const upstream = candidates.shift();
    if (upstream === undefined || client.destroyed) {
      client.end('HTTP/1.1 502 Bad Gateway\r\nconnection: close\r\n\r\n');
      return;
    }
    const node = connect({ host: '127.0.0.1', port: upstream.port });
    node.setNoDelay(true);
    client.setNoDelay(true);
    const refused = (): void => {
      upstreams.failed(upstream);
      node.destroy();
      next();
    };
    node.once('error', refused);
    node.once('connect', () => {
      node.off('error', refused);
      node.on('error', () => client.destroy());
      node.on('close', () => client.destroy());
      client.on('close', () => node.destroy());
      node.write(requestHead(request));
      if (head.length > 0) node.write(head);
      node.pipe(client);
      client.pipe(node);
    });
  }
  next();
}

function requestHead(request: IncomingMessage): string {
  const lines = [`${request.method} ${request.url} HTTP/1.1`];
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}
