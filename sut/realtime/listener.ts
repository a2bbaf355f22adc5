import pg from 'pg';

/** Between attempts to listen again; the sweep covers the gap. */
const retryMs = 250;

export interface Listener {
  close(): Promise<void>;
}

/**
 * Its own connection with LISTEN agent_events: `woken` is called when another node numbered events, and after each
 * reconnect. Never rejects; connection losses go to `failed`.
 */
export async function listen(
  pool: pg.Pool,
  incarnationId: number,
  woken: () => void,
  failed: (error: unknown) => void,
): Promise<Listener> {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  function retry(error: unknown): void {
    if (closed || timer) return;
    failed(error);
    client?.end().catch(() => undefined);
    client = null;
    timer = setTimeout(() => {
      timer = null;
      void connect();
    }, retryMs);
    timer.unref();
  }

  async function connect(): Promise<void> {
    if (closed) return;
    const next = new pg.Client(pool.options);
    client = next;
    next.on('error', retry);
    next.on('end', () => {
      if (client === next) retry(new Error('connection ended'));
    });
    next.on('notification', ({ payload }) => {
      if (payload !== String(incarnationId)) woken();
    });
    try {
      await next.connect();
      await next.query('LISTEN agent_events');
      woken();
    } catch (error) {
      retry(error);
    }
  }

  await connect();
  return {
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}
