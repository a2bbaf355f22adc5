import type pg from 'pg';
import { repeating } from '../store/errors.ts';
import { createGroupCommit, type GroupCommit } from '../store/group-commit.ts';
import { type OutboundRecord, type OutboundRow, toOutboundRow } from './outbound-row.ts';

export interface Finished {
  readonly row: OutboundRow;
  readonly outcome: 'sent' | 'parked' | 'unknown';
  readonly wamid: string | null;
  readonly error: string | null;
}

/** Nobody waits for this commit but the conversation's next row. */
const windowMs = 5;
const maxInFlight = 2;
const maxItems = 300;

/**
 * Records outcomes by group commit. All rows that a batch claimed next come as the result of its first item; the other
 * items get none.
 */
export function createFinishLane(
  pool: pg.Pool,
  incarnationId: number,
): GroupCommit<Finished, readonly OutboundRow[]> {
  return createGroupCommit<Finished, readonly OutboundRow[]>({
    windowMs,
    maxInFlight,
    maxItems,
    write: async (items) => {
      const { rows } = await repeating(incarnationId, () =>
        pool.query<OutboundRecord>({
          name: 'finish',
          text: 'SELECT * FROM finish($1, $2, $3, $4, $5, $6)',
          values: [
            incarnationId,
            items.map((item) => item.row.id),
            items.map((item) => item.row.conversationId),
            items.map((item) => item.outcome),
            items.map((item) => item.wamid),
            items.map((item) => item.error),
          ],
        }),
      );
      const next = rows.map(toOutboundRow);
      return items.map((_, index) => (index === 0 ? next : []));
    },
  });
}
