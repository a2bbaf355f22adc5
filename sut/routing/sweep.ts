import type pg from 'pg';

/** Safety net only: hooks and NOTIFY do the work within milliseconds. */
const sweepMs = 1_000;
const pruneEverySweeps = 60;

export interface SweepOptions {
  /** How long agents may be gone before their conversations go to others. */
  readonly releaseGraceMs: number;
  readonly eventRetentionMs: number;
  /** Event lines are forgotten after this; longer than a session lives. */
  readonly forgetHours: number;
  readonly wake: () => void;
  readonly failed: (error: unknown) => void;
}

export interface Sweep {
  /** Sweeps now, e.g. after a node was lost. */
  run(): Promise<void>;
  close(): Promise<void>;
}

/** Once a second: channels of dead nodes end, agents gone for too long lose their cases, every lane is woken. */
export function startSweep(pool: pg.Pool, options: SweepOptions): Sweep {
  let current: Promise<void> = Promise.resolve();
  let count = 0;
  let closed = false;

  async function once(): Promise<void> {
    await pool.query({
      name: 'agent-sweep',
      text: `SELECT agent_sockets_lost(), routing_release(make_interval(secs => $1::double precision / 1000))`,
      values: [options.releaseGraceMs],
    });
    count += 1;
    if (count % pruneEverySweeps === 0) {
      await pool.query({
        name: 'agent-prune',
        text: `SELECT agent_events_prune(make_interval(secs => $1::double precision / 1000), make_interval(hours => $2))`,
        values: [options.eventRetentionMs, options.forgetHours],
      });
    }
    options.wake();
  }

  function run(): Promise<void> {
    current = current.then(once).catch((error) => {
      if (!closed) options.failed(error);
    });
    return current;
  }

  let timer: NodeJS.Timeout | null = null;
  function schedule(): void {
    if (closed) return;
    timer = setTimeout(() => void run().then(schedule), sweepMs);
    timer.unref();
  }
  schedule();

  return {
    run,
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await current;
    },
  };
}
