import type pg from 'pg';
import { repeating } from '../store/errors.ts';

/** See NodeContext.fenced. */
export function createFenced(pool: pg.Pool, incarnationId: number) {
  return <T>(work: (tx: pg.PoolClient) => Promise<T>): Promise<T> =>
    repeating(incarnationId, () => transaction(pool, incarnationId, work));
}

async function transaction<T>(
  pool: pg.Pool,
  incarnationId: number,
  work: (tx: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const tx = await pool.connect();
  let broken: Error | undefined;
  try {
    await tx.query('BEGIN');
    await tx.query({ name: 'fence', text: 'SELECT fence($1)', values: [incarnationId] });
    const result = await work(tx);
    await tx.query('COMMIT');
    return result;
  } catch (error) {
    await tx.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    tx.release(broken);
  }
}
