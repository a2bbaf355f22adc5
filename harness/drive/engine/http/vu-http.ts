import { type Dispatcher, Pool } from 'undici';
import type { TestState } from '../runtime/test-state.ts';
import { type Connection, createConnection } from './connection.ts';
import { type CookieJar, createCookieJar } from './cookie-jar.ts';
import { defaultStatusRule, type StatusRule } from './expected-status.ts';

export interface Lease {
  readonly dispatcher: Dispatcher;
  /** Null on a shared pool: its connections belong to nobody. */
  readonly connection: Connection | null;
  /** Puts the connection back for the VU's next request. */
  release(): void;
}

/** The HTTP side of one VU: its connections, cookies and response callback. */
export interface VuHttp {
  jar: CookieJar;
  statusRule: StatusRule | null;
  lease(origin: string): Lease;
  /** Ends every connection at once. */
  destroy(): void;
}

/** Pools declared as shared, by origin: one set for all VUs of a test. */
const shared = new WeakMap<TestState, Map<string, Pool>>();

function sharedPool(test: TestState, origin: string, connections: number): Pool {
  const pools = shared.get(test) ?? new Map<string, Pool>();
  shared.set(test, pools);
  let pool = pools.get(origin);
  if (pool === undefined) {
    const rejectUnauthorized = test.options?.insecureSkipTLSVerify !== true;
    pool = new Pool(origin, {
      connections,
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { rejectUnauthorized },
    });
    pools.set(origin, pool);
  }
  return pool;
}

export async function destroySharedPools(test: TestState): Promise<void> {
  await Promise.all([...(shared.get(test)?.values() ?? [])].map((pool) => pool.destroy()));
}

/** As in k6: a VU's requests reuse its own idle connections, and open another when all are busy. */
export function createVuHttp(test: TestState): VuHttp {
  const idle = new Map<string, Lease[]>();
  const all = new Set<Connection>();

  /** A connection has one lease for life, because it serves one request at a time. */
  function open(origin: string, free: Lease[]): Lease {
    const rejectUnauthorized = test.options?.insecureSkipTLSVerify !== true;
    const connection = createConnection(origin, { rejectUnauthorized });
    all.add(connection);
    const { client } = connection;
    const lease: Lease = {
      dispatcher: client,
      connection,
      release() {
        if (test.options?.noConnectionReuse === true || client.destroyed) {
          all.delete(connection);
          void client.destroy();
        } else free.push(lease);
      },
    };
    return lease;
  }

  function lease(origin: string): Lease {
    if (test.sharedConnections !== null) {
      const dispatcher = sharedPool(test, origin, test.sharedConnections);
      return { dispatcher, connection: null, release: () => undefined };
    }
    let free = idle.get(origin);
    if (free === undefined) {
      free = [];
      idle.set(origin, free);
    }
    return free.pop() ?? open(origin, free);
  }

  return {
    jar: createCookieJar(),
    statusRule: defaultStatusRule,
    lease,
    destroy() {
      for (const connection of all) void connection.client.destroy();
      all.clear();
      idle.clear();
    },
  };
}
