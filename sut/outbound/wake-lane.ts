import type pg from 'pg';
import { repeating } from '../store/errors.ts';
import { createGroupCommit, type GroupCommit } from '../store/group-commit.ts';
import { type OutboundRecord, type OutboundRow, toOutboundRow } from './outbound-row.ts';

const windowMs = 2;
const maxItems = 300;

/** Claims the next row of conversations that were woken; rows come as finish-lane's do, with the first item. */
export function createWakeLane(
  pool: pg.Pool,
  incarnationId: number,
): GroupCommit<number, readonly OutboundRow[]> {
  return createGroupCommit<number, readonly OutboundRow[]>({
    windowMs,
    maxInFlight: 1,
    maxItems,
    write: async (conversationIds) => {
      const { rows } = await repeating(incarnationId, () =>
        pool.query<OutboundRecord>({
          name: 'claim_next',
          text: 'SELECT * FROM claim_next($1, $2)',
          values: [incarnationId, conversationIds],
        }),
      );
      const next = rows.map(toOutboundRow);
      return conversationIds.map((_, index) => (index === 0 ? next : []));
    },
  });
}
