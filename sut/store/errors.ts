import { FencedError } from '../cluster/fenced-error.ts';

/** SQLSTATE raised by fence() (003-cluster.sql). */
const fencedState = 'SPF01';

/** 40001 serialization failure, 40P01 deadlock: the same transaction may succeed when run again. */
const repeatable = new Set(['40001', '40P01']);

/** SQLSTATE of a PostgreSQL error; null for anything else (a broken connection has Node's own codes). */
export function sqlState(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** The error to show: a FencedError for SPF01, else the same. */
export function translate(error: unknown, incarnationId: number): unknown {
  return sqlState(error) === fencedState ? new FencedError(incarnationId) : error;
}

/** Runs `work` again after a deadlock or serialisation failure, three times in all; translates what remains. */
export async function repeating<T>(incarnationId: number, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt < 3 && repeatable.has(sqlState(error) ?? '')) continue;
      throw translate(error, incarnationId);
    }
  }
}

/** Classes 22 (data exception) and 23 (constraint): the data itself was refused, so one item spoilt the batch. */
export function isDataError(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '');
}
