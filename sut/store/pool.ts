import pg from 'pg';

const int8 = 20;

/** bigint columns are ids and counts here, far below 2^53: they come back as numbers. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === int8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format as 'text'),
};

export interface PoolOptions {
  readonly url: string;
  readonly max: number;
  /** Shown in pg_stat_activity; the cluster ends a hung node's sessions by it. */
  readonly applicationName: string;
}

/** A pool whose broken idle sessions are dropped silently: the next query opens a new one or fails by itself. */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({ ...settings(options), max: options.max, idleTimeoutMillis: 0 });
  pool.on('error', () => undefined);
  return pool;
}

/** One session outside any pool, not yet connected. */
export function createClient(options: Omit<PoolOptions, 'max'>): pg.Client {
  const client = new pg.Client(settings(options));
  client.on('error', () => undefined);
  return client;
}

function settings(options: Omit<PoolOptions, 'max'>): pg.ClientConfig {
  return {
    connectionString: options.url,
    application_name: options.applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types,
  };
}
