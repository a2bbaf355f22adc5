import type pg from 'pg';
import { isDataError, repeating } from '../store/errors.ts';
import { createGroupCommit, type GroupCommit } from '../store/group-commit.ts';
import type { StatusUpdate } from './parse-webhook.ts';

/** Statuses are three an answer and nobody waits for them: a longer window folds more of them into one row. */
const windowMs = 25;
const maxItems = 2_000;

export interface StatusLaneOptions {
  readonly pool: pg.Pool;
  readonly incarnationId: number;
  /** Called after commit with the failed statuses of a batch. */
  readonly onFailed?: (statuses: readonly StatusUpdate[]) => void;
}

/** Stores delivery statuses by group commit, in a lane of their own so that they never delay messages. */
export function createStatusLane(options: StatusLaneOptions): GroupCommit<StatusUpdate, undefined> {
  return createGroupCommit<StatusUpdate, undefined>({
    windowMs,
    maxInFlight: 1,
    maxItems,
    isolate: isDataError,
    write: async (items) => {
      const rows = folded(items);
      await repeating(options.incarnationId, () =>
        options.pool.query({
          name: 'record_statuses',
          text: 'SELECT record_statuses($1, $2, $3, $4, $5, $6)',
          values: [
            options.incarnationId,
            rows.map((row) => row.phoneNumberId),
            rows.map((row) => row.wamid),
            rows.map((row) => row.rank),
            rows.map((row) => row.failedCode),
            rows.map((row) => row.outboxId),
          ],
        }),
      );
      const failed = items.filter((item) => item.failedCode !== null);
      if (failed.length > 0) options.onFailed?.(failed);
      return items.map(() => undefined);
    },
  });
}

/** One row per message: the highest rank, the first failure, the callback data if any status had it. */
export function folded(items: readonly StatusUpdate[]): readonly StatusUpdate[] {
  const rows = new Map<string, StatusUpdate>();
  for (const item of items) {
    const key = `${item.phoneNumberId} ${item.wamid}`;
    const known = rows.get(key);
    rows.set(
      key,
      known === undefined
        ? item
        : {
            ...known,
            rank: Math.max(known.rank, item.rank),
            failedCode: known.failedCode ?? item.failedCode,
            outboxId: known.outboxId ?? item.outboxId,
          },
    );
  }
  return [...rows.values()];
}
