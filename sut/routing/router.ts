import type pg from 'pg';
import { createWorker, type Worker } from '../agents/worker.ts';

/** Messages and cases a statement handles at most: bounds how long the routing lock is held (about 10 ms). */
const batch = 200;

/**
 * Gives unanswered conversations to agents: routing_tick in 002-agents.sql, one autocommitted statement per batch.
 * `changed` is called after each run: events may wait to be numbered.
 */
export function createRouter(pool: pg.Pool, changed: () => void, failed: (error: unknown) => void): Worker {
  return createWorker(async () => {
    const { rows } = await pool.query<{ more: boolean }>({
      name: 'routing-tick',
      text: 'SELECT routing_tick($1) AS more',
      values: [batch],
    });
    changed();
    return rows[0]?.more === true;
  }, failed);
}
