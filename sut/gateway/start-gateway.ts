import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { type ForwardCounters, forward } from './forward.ts';
import { healthOverview, metricsText } from './overview.ts';
import type { GatewaySettings, Part } from './settings.ts';
import { joinUpgrade } from './upgrade.ts';
import { createUpstreams } from './upstream.ts';

export interface RunningGateway {
  readonly port: number;
  setParts(parts: readonly Part[]): void;
  stop(): Promise<void>;
}

/** Starts the gateway in this process. Rejects with EADDRINUSE when the port is taken. */
export async function startGateway(settings: GatewaySettings): Promise<RunningGateway> {
  const upstreams = createUpstreams(settings.nodes);
  const counters: ForwardCounters = { requests: 0, failovers: 0, failures: 0 };
  const sockets = new Set<Socket>();
  let known: readonly Part[] = [];

  const server = createServer({ keepAliveTimeout: 75_000, requestTimeout: 0 }, (request, response) => {
    const path = request.url?.split('?')[0] ?? '/';
    const answer = (type: string, text: Promise<string>): void => {
      text.then(
        (body) => response.writeHead(200, { 'content-type': type }).end(body),
        () => response.writeHead(500).end(),
      );
    };
    if (path === '/health')
      return answer('application/json', healthOverview(upstreams, known).then(JSON.stringify));
    if (path === '/metrics') return answer('text/plain; version=0.0.4', metricsText(upstreams, counters));
    if (path.startsWith('/internal/')) return void response.writeHead(404).end();
    void forward(request, response, upstreams, counters).catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, head) => joinUpgrade(request, socket as Socket, head, upstreams));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, '127.0.0.1', 1_024, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : settings.port,
    setParts: (parts) => {
      known = parts;
    },
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const impatience = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, 300);
      await closed;
      clearTimeout(impatience);
      await upstreams.close();
    },
  };
}
