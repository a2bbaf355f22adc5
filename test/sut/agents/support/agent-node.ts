import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import type pg from 'pg';
import pino from 'pino';
import { type AgentSideOptions, registerAgentSide } from '../../../../sut/agents/register.ts';
import type { NodeContext, NodeHooks } from '../../../../sut/node/context.ts';
import { createGraphClient } from '../../../../sut/outbound/graph-client.ts';
import { createPool } from '../../../../sut/store/pool.ts';

export const password = 'right-password';

export interface TestNode {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly incarnationId: number;
  readonly dataDir: string;
  readonly hooks: NodeHooks;
  /** Conversations handed to the sender. */
  readonly woken: number[];
  close(): Promise<void>;
  /** As SIGKILL looks from outside: sockets break, nothing more reaches the database. */
  kill(): Promise<void>;
}

export interface TestNodeOptions extends AgentSideOptions {
  readonly graphUrl?: string;
}

/** The agent side on a port of its own, with its own incarnation and its own pool. */
export async function startAgentNode(databaseUrl: string, options: TestNodeOptions = {}): Promise<TestNode> {
  const pool = createPool({ url: databaseUrl, max: 4, applicationName: 'test-node' });
  const started = await pool.query<{ id: number }>(`SELECT begin_incarnation('node-test', $1) AS id`, [
    process.pid,
  ]);
  const incarnationId = started.rows[0]?.id ?? 0;
  const dataDir = mkdtempSync(join(tmpdir(), 'stormproof-agents-'));
  const hooks: NodeHooks = {};
  const woken: number[] = [];
  const graph = createGraphClient(options.graphUrl ?? 'http://127.0.0.1:9', 'graph-token', 16);

  async function fenced<T>(work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
    const tx = await pool.connect();
    try {
      await tx.query('BEGIN');
      await tx.query('SELECT fence($1)', [incarnationId]);
      const value = await work(tx);
      await tx.query('COMMIT');
      return value;
    } catch (error) {
      await tx.query('ROLLBACK');
      throw error;
    } finally {
      tx.release();
    }
  }

  const context: NodeContext = {
    pool,
    nodeName: 'node-test',
    incarnationId,
    fenced,
    graph: { url: options.graphUrl ?? '', token: 'graph-token', request: graph.request },
    phoneNumberIds: ['1001', '1002'],
    dataDir,
    outbound: {
      async insertReply(tx, reply) {
        const { rows } = await tx.query<{ id: number }>('SELECT insert_reply($1, $2, $3) AS id', [
          reply.conversationId,
          reply.text,
          reply.contextWamid ?? null,
        ]);
        return rows[0]?.id ?? 0;
      },
      wake: (ids) => void woken.push(...ids),
    },
    hooks,
    log: pino({ level: 'silent' }),
  };

  const app = fastify({ forceCloseConnections: true });
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const side = await registerAgentSide(app, context, options);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;

  async function stop(): Promise<void> {
    await side.close();
    await app.close();
    await graph.close();
    rmSync(dataDir, { recursive: true, force: true });
  }

  let ended = false;
  return {
    url: `http://127.0.0.1:${port}`,
    pool,
    incarnationId,
    dataDir,
    hooks,
    woken,
    async close() {
      if (ended) return;
      ended = true;
      await stop();
      await pool.end();
    },
    async kill() {
      ended = true;
      await pool.end();
      for (const socket of sockets) socket.destroy();
      await stop();
    },
  };
}
