import type pg from 'pg';
import type { GraphClient } from '../outbound/graph-client.ts';
import type { TellDefect } from './defect-log.ts';

/** The node that stands still; the others stay awake and take it over. */
const sleeper = 'node-1';

/** Makes fence() (003-cluster.sql) let pass who was taken over, too. It still draws its transaction id: search needs that. */
export async function removeFence(client: pg.ClientBase): Promise<void> {
  await client.query(
    `CREATE OR REPLACE FUNCTION fence(p_me bigint) RETURNS void LANGUAGE plpgsql AS $$
     BEGIN PERFORM 1 FROM incarnations WHERE id = p_me FOR SHARE; END $$`,
  );
}

export interface PauseSize {
  readonly afterSends: number;
  readonly pauseMs: number;
}

/** A pause as of a long collection of garbage or a moved machine: no heartbeat, no send. */
export interface Pause {
  readonly now: boolean;
  /**
   * The client that stands still with the node, once, after so many sends. When it wakes up it sends what it held,
   * whoever owns it meanwhile; one line for each message that another node has taken over and sent itself.
   */
  graph(client: GraphClient, pool: pg.Pool, incarnationId: number): GraphClient;
}

/** The pause of this node; every node but one never has any. */
export function planPause(size: PauseSize, nodeName: string, tell: TellDefect): Pause {
  let sends = 0;
  let sleeping = false;
  let awake: Promise<void> | null = null;

  return {
    get now() {
      return sleeping;
    },
    graph: (client, pool, incarnationId) => {
      if (nodeName !== sleeper) return client;
      return {
        ...client,
        send: async (row) => {
          sends += 1;
          if (sends > size.afterSends) awake ??= sleep(size.pauseMs);
          if (!sleeping) return client.send(row);
          await awake;
          const { rowCount } = await pool.query('SELECT FROM outbox WHERE id = $1 AND owner = $2', [
            row.id,
            incarnationId,
          ]);
          if (rowCount === 0) tell({ defect: 'no-fencing', copies: 2 });
          return client.send(row);
        },
      };
    },
  };

  function sleep(pauseMs: number): Promise<void> {
    sleeping = true;
    return new Promise((resolve) => {
      setTimeout(() => {
        sleeping = false;
        resolve();
      }, pauseMs);
    });
  }
}
