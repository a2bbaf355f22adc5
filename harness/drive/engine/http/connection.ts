import type { Socket } from 'node:net';
import { buildConnector, Client } from 'undici';

/** How long an idle connection is kept: Go's default in k6 (90 s), unless the server's Keep-Alive says less. */
const keepAliveMs = 90_000;
/** Go's dialer in k6 gives up after 30 s. */
const connectTimeoutMs = 30_000;

/** One TCP connection of one VU: undici's Client plus what it took to open it. */
export interface Connection {
  readonly client: Client;
  /** Time of the last connect, ms; taken (and reset) by the request that caused it. */
  connectMs: number;
  tlsMs: number;
  socket: Socket | null;
  /** The other end of the newest socket: asking the socket for it costs at every request. */
  remote: Remote;
  bytesRead: number;
  bytesWritten: number;
}

export interface Remote {
  readonly ip: string;
  readonly port: number;
}

export interface ConnectionOptions {
  readonly rejectUnauthorized: boolean;
}

export function createConnection(origin: string, options: ConnectionOptions): Connection {
  const connector = buildConnector({
    timeout: connectTimeoutMs,
    rejectUnauthorized: options.rejectUnauthorized,
    allowH2: false,
  });
  const client = new Client(origin, {
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    connect(target: buildConnector.Options, callback: buildConnector.Callback) {
      const startMs = performance.now();
      let tcpMs = 0;
      const pending = connector(target, (error, socket) => {
        const totalMs = performance.now() - startMs;
        connection.connectMs = tcpMs > 0 ? tcpMs : totalMs;
        connection.tlsMs = tcpMs > 0 ? totalMs - tcpMs : 0;
        // On failure undici's types say null, its connector gives nothing.
        if (!socket) {
          callback(error as Error, null);
          return;
        }
        connection.socket = socket;
        connection.remote = { ip: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
        connection.bytesRead = 0;
        connection.bytesWritten = 0;
        callback(null, socket);
      }) as unknown as Socket | undefined;
      if (target.protocol === 'https:') {
        pending?.once('connect', () => {
          tcpMs = performance.now() - startMs;
        });
      }
    },
  });
  const connection: Connection = {
    client,
    connectMs: 0,
    tlsMs: 0,
    socket: null,
    remote: { ip: '', port: 0 },
    bytesRead: 0,
    bytesWritten: 0,
  };
  return connection;
}
